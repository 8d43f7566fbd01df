import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeStore } from '../../lib/app/ports/changes.ts';
import { writeHistory } from '../../lib/app/record-history.ts';
import { type OwnerChange, ownerChanges } from '../../lib/domain/change.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { propertySet } from '../../lib/domain/record/property-set.ts';
import type { CrmRecord, LastWrite } from '../../lib/domain/record/record.ts';
import { shardOf } from '../../lib/domain/shard.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { aContact, aWrite, changed } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { withFaults, writesOnly } from '../support/faults.ts';

let dynamo: TestDynamo;
let store: ChangeStore;
beforeAll(async () => {
  dynamo = await startDynamo();
  store = changeStore(dynamo.client, dynamo.tables.changes);
});
afterAll(() => dynamo?.stop());

/** What a record looked like after each of so many assignments, a minute apart, the first image without an owner. */
const imagesOf = (record: CrmRecord, assignments: number, write: Partial<LastWrite> = {}): CrmRecord[] => {
  const images = [record];
  for (let n = 1; n <= assignments; n++) {
    const at = new Date(Date.UTC(2026, 2, 1, 10, n)).toISOString();
    const before = images.at(-1) ?? record;
    const properties = { ...record.properties, hubspot_owner_id: String(n) };
    images.push(changed(before, { properties, lastWrite: aWrite({ at, ...write }) }));
  }
  return images;
};
const writesOf = (images: CrmRecord[]) => images.slice(1).map((after, n) => ({ before: images[n], after }));
const changesOf = (images: CrmRecord[]): OwnerChange[] =>
  writesOf(images).flatMap(({ before, after }) => ownerChanges(before, after, propertySet('contacts')));
const historyOf = async ({ id }: CrmRecord) => (await store.list('contacts', id, { limit: 100 })).results;

describe('the ownership history', () => {
  it('keeps a change once however often it is written', async () => {
    const record = aContact();
    const changes = changesOf(imagesOf(record, 3));
    await store.putAll(changes);
    await store.putAll(changes.slice(1));
    await Promise.all([store.putAll(changes), store.putAll(changes)]);
    expect(await historyOf(record)).toEqual(changes.toReversed());
  });

  it('shows the newest first, page by page, whatever the order of writing', async () => {
    const record = aContact();
    const changes = changesOf(imagesOf(record, 7));
    await store.putAll(changes.slice(4));
    await store.putAll(changes.slice(0, 4));
    const listed: OwnerChange[] = [];
    const sizes: number[] = [];
    let after: string | undefined;
    do {
      const page = await store.list('contacts', record.id, { limit: 3, after });
      sizes.push(page.results.length);
      listed.push(...page.results);
      after = page.next;
    } while (after !== undefined);
    expect(sizes).toEqual([3, 3, 1]);
    expect(listed.map(({ toOwnerId }) => toOwnerId)).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  });

  it('is empty for a record that nobody has owned, and apart for each record', async () => {
    const [one, other] = [aContact(), aContact()];
    await store.putAll(changesOf(imagesOf(one, 1)));
    expect(await historyOf(other)).toEqual([]);
    expect(await store.list('deals', one.id, { limit: 10 })).toEqual({ results: [], next: undefined });
  });

  it('finds the changes of a run in its shard of the index, and no others', async () => {
    const [inRun, apart] = [aContact(), aContact()];
    const changes = changesOf(imagesOf(inRun, 1, { runId: 'run-7', source: 'BULK' }));
    await store.putAll([...changes, ...changesOf(imagesOf(apart, 1))]);
    const { Items = [] } = await dynamo.client.send(
      new QueryCommand({
        TableName: dynamo.tables.changes,
        IndexName: 'byRun',
        KeyConditionExpression: 'runShard = :shard',
        ExpressionAttributeValues: { ':shard': `run-7#${shardOf(inRun.id)}` },
      }),
    );
    expect(Items.map((item) => item['changeId'])).toEqual(changes.map(({ changeId }) => changeId));
    expect(await historyOf(apart)).toHaveLength(1);
  });

  it.each([
    ['some', writesOnly(10, 3)],
    ['all', writesOnly(0, 2)],
  ])('writes again what DynamoDB did not process, here %s of it', async (_, fault) => {
    const record = aContact();
    const changes = changesOf(imagesOf(record, 60));
    await changeStore(withFaults(dynamo, fault), dynamo.tables.changes).putAll(changes);
    expect(await historyOf(record)).toEqual(changes.toReversed());
  });

  it('fails rather than forget what stays unwritten', async () => {
    const starved = changeStore(withFaults(dynamo, writesOnly(0)), dynamo.tables.changes);
    await expect(starved.putAll(changesOf(imagesOf(aContact(), 1)))).rejects.toThrow('unwritten');
  });
});

describe('writeHistory', () => {
  const properties = { of: async (type: ObjectType) => propertySet(type) };

  it('writes what a batch of the stream tells, the same when the batch comes again or halved', async () => {
    const record = aContact();
    const writes = writesOf(imagesOf(record, 4));
    const found = await writeHistory({ changes: store, properties }, writes);
    await writeHistory({ changes: store, properties }, writes.slice(2));
    await writeHistory({ changes: store, properties }, writes.slice(0, 2));
    expect(found).toHaveLength(4);
    expect(await historyOf(record)).toEqual(found.toReversed());
  });

  it('writes nothing where no owner changed', async () => {
    const starved = changeStore(withFaults(dynamo, writesOnly(0)), dynamo.tables.changes);
    const record = aContact();
    const renamed = changed(record, { properties: { ...record.properties, firstname: 'Ada' } });
    const writes = [
      { before: undefined, after: record },
      { before: record, after: renamed },
    ];
    expect(await writeHistory({ changes: starved, properties }, writes)).toEqual([]);
  });

  it('asks which properties the account has defined only where a write has changed one', async () => {
    const asked: ObjectType[] = [];
    const catalog = {
      of: async (type: ObjectType) => {
        asked.push(type);
        return properties.of(type);
      },
    };
    const record = aContact();
    const owned = changed(record, { properties: { ...record.properties, hubspot_owner_id: '42' } });
    await writeHistory({ changes: store, properties: catalog }, [
      { before: undefined, after: record },
      { before: record, after: owned },
    ]);
    expect(asked).toEqual([]);
    const own = { ...owned.properties, second_owner: '43' };
    await writeHistory({ changes: store, properties: catalog }, [
      { before: owned, after: changed(owned, { properties: own }) },
    ]);
    expect(asked).toEqual(['contacts']);
  });
});
