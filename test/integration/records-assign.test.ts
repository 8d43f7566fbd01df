import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordStore } from '../../lib/app/ports/records.ts';
import { ownerChanges } from '../../lib/domain/change.ts';
import { propertySet } from '../../lib/domain/record/property-set.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { allShards } from '../../lib/domain/shard.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContact, aContactOf, anAssignment, anId, aWrite, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { losesTheAnswer, meanwhile, refuses, withFaults } from '../support/faults.ts';

let dynamo: TestDynamo;
let store: RecordStore;
beforeAll(async () => {
  dynamo = await startDynamo();
  store = recordStore(dynamo.client, dynamo.tables);
});
afterAll(() => dynamo?.stop());

const kept = async (record: CrmRecord): Promise<CrmRecord> => {
  await store.commit([{ before: undefined, after: record }]);
  return record;
};
const now = async ({ id }: CrmRecord) => store.get('contacts', id);

/** The ids of the contacts that the index has for an owner, or for nobody. */
const contactsOf = async (ownerId: string | null): Promise<string[]> => {
  const shards = allShards.map((shard) => `contacts#${ownerId ?? 'none'}#${shard}`);
  const pages = await Promise.all(
    shards.map((shard) =>
      dynamo.client.send(
        new QueryCommand({
          TableName: dynamo.tables.records,
          IndexName: 'byOwner',
          KeyConditionExpression: 'ownerShard = :shard',
          ExpressionAttributeValues: { ':shard': shard },
        }),
      ),
    ),
  );
  return pages.flatMap(({ Items = [] }) => Items.map((item) => String(item['recordId'])));
};

describe('assigning an owner', () => {
  const cases: [string, string | null, string | null, boolean, string, string | null][] = [
    ['nobody to somebody', null, '7', true, 'ASSIGNED', '7'],
    ['nobody to somebody, not overwriting', null, '7', false, 'ASSIGNED', '7'],
    ['somebody to another', '7', '8', true, 'ASSIGNED', '8'],
    ['somebody to another, not overwriting', '7', '8', false, 'SKIPPED_ALREADY_OWNED', '7'],
    ['somebody to the same', '7', '7', true, 'UNCHANGED', '7'],
    ['somebody to the same, not overwriting', '7', '7', false, 'UNCHANGED', '7'],
    ['somebody to nobody', '7', null, true, 'CLEARED', null],
    ['somebody to nobody, not overwriting', '7', null, false, 'SKIPPED_ALREADY_OWNED', '7'],
    ['nobody to nobody', null, null, true, 'UNCHANGED', null],
    ['nobody to nobody, not overwriting', null, null, false, 'UNCHANGED', null],
  ];

  it.each(cases)('from %s', async (_, from, to, overwrite, outcome, owner) => {
    const before = await kept(from === null ? aContact() : aContactOf(from));
    const write = aWrite({ at: '2026-03-02T10:00:00.000Z', source: 'BULK', runId: 'run-1' });
    const result = await store.assign(anAssignment(before, to, { overwrite, write }));
    expect(result).toMatchObject({ outcome, previousOwnerId: from });
    const after = await now(before);
    expect(after?.properties['hubspot_owner_id'] ?? null).toBe(owner);
    if (outcome === 'ASSIGNED' || outcome === 'CLEARED') {
      expect(after).toMatchObject({ version: before.version + 1, updatedAt: write.at, lastWrite: write });
      expect(after?.properties['email']).toBe(before.properties['email']);
    } else {
      expect(after).toEqual(before);
    }
  });

  it.each([
    ['does not exist', async () => aContact()],
    ['is archived', async () => kept(aContactOf('7', { archivedAt: someTime }))],
  ])('finds no record where it %s, and writes none', async (_, made) => {
    const record = await made();
    const before = await now(record);
    for (const [ownerId, overwrite] of [
      ['8', true],
      ['8', false],
      ['7', true],
      [null, true],
    ] as const) {
      expect(await store.assign(anAssignment(record, ownerId, { overwrite }))).toEqual({
        outcome: 'RECORD_NOT_FOUND',
      });
    }
    expect(await now(record)).toEqual(before);
  });

  it('names the very change that the images of the record lead to', async () => {
    const images: (CrmRecord | undefined)[] = [await kept(aContact())];
    const [record] = images;
    if (record === undefined) throw new Error('A contact was just made.');
    const answered: unknown[] = [];
    for (const ownerId of ['7', '8', null, '7']) {
      const result = await store.assign(anAssignment(record, ownerId, { write: aWrite() }));
      answered.push('changeId' in result ? result.changeId : undefined);
      images.push(await now(record));
    }
    const derived = images
      .slice(1)
      .flatMap((after, n) =>
        after === undefined ? [] : ownerChanges(images[n], after, propertySet('contacts')),
      );
    expect(derived.map(({ changeId }) => changeId)).toEqual(answered);
    expect([...answered].sort()).toEqual(answered);
  });

  it('moves the record in the index of owners', async () => {
    const [from, to] = [anId(), anId()];
    const record = await kept(aContactOf(from));
    expect(await contactsOf(from)).toEqual([record.id]);
    await store.assign(anAssignment(record, to));
    expect([await contactsOf(from), await contactsOf(to)]).toEqual([[], [record.id]]);
    await store.assign(anAssignment(record, null));
    expect(await contactsOf(to)).toEqual([]);
    expect(await contactsOf(null)).toContain(record.id);
  });
});

describe('assigning at the same moment', () => {
  it('gives a record to exactly one of many who would not overwrite', async () => {
    const record = await kept(aContact());
    const owners = Array.from({ length: 12 }, (_, n) => String(n + 1));
    const results = await Promise.all(
      owners.map((ownerId) => store.assign(anAssignment(record, ownerId, { overwrite: false }))),
    );
    const winners = owners.filter((_, n) => results[n]?.outcome === 'ASSIGNED');
    expect(winners).toHaveLength(1);
    expect(results.filter(({ outcome }) => outcome === 'SKIPPED_ALREADY_OWNED')).toHaveLength(11);
    expect(await now(record)).toMatchObject({ version: 2, properties: { hubspot_owner_id: winners[0] } });
  });

  it('lets everybody who overwrites win in turn, each told whom they followed', async () => {
    const record = await kept(aContact());
    const owners = Array.from({ length: 8 }, (_, n) => String(n + 1));
    const results = await Promise.all(owners.map((ownerId) => store.assign(anAssignment(record, ownerId))));
    expect(results.every(({ outcome }) => outcome === 'ASSIGNED')).toBe(true);
    const followed = results.map((result) => ('previousOwnerId' in result ? result.previousOwnerId : ''));
    const last = (await now(record))?.properties['hubspot_owner_id'] ?? '';
    expect([...followed, last].sort()).toEqual([null, ...owners].sort());
    expect((await now(record))?.version).toBe(9);
  });

  it('is decided by what the record is at the write, not by what it was before', async () => {
    const record = await kept(aContact());
    const overtaken = recordStore(
      withFaults(
        dynamo,
        meanwhile('UpdateItem', () => store.assign(anAssignment(record, '7'))),
      ),
      dynamo.tables,
    );
    expect(await overtaken.assign(anAssignment(record, '8', { overwrite: false }))).toEqual({
      outcome: 'SKIPPED_ALREADY_OWNED',
      previousOwnerId: '7',
      version: 2,
    });
  });

  it.each<[string, string | null, string | null, boolean]>([
    ['nobody to somebody, not overwriting', null, '7', false],
    ['somebody to another', '6', '7', true],
    ['somebody to nobody', '6', null, true],
  ])('is done once and told as it was when the SDK tries again: from %s', async (_, from, to, overwrite) => {
    const record = await kept(from === null ? aContact() : aContactOf(from));
    const lossy = withFaults(dynamo, { ...losesTheAnswer('UpdateItem'), at: 'attempt' });
    const assignment = anAssignment(record, to, { overwrite });
    const result = await recordStore(lossy, dynamo.tables).assign(assignment);
    const after = await now(record);
    expect(after?.version).toBe(2);
    const [change] = after === undefined ? [] : ownerChanges(record, after, propertySet('contacts'));
    expect(result).toEqual({
      outcome: to === null ? 'CLEARED' : 'ASSIGNED',
      previousOwnerId: from,
      changeId: change?.changeId,
      version: 2,
    });
  });

  it('waits for a transaction that is writing the record', async () => {
    const record = await kept(aContact());
    const conflict = new TransactionConflictException({ message: 'Conflict', $metadata: {} });
    const busy = withFaults(dynamo, refuses('UpdateItem', conflict, 2));
    const result = await recordStore(busy, dynamo.tables).assign(anAssignment(record, '7'));
    expect(result).toMatchObject({ outcome: 'ASSIGNED', previousOwnerId: null });
    expect((await now(record))?.version).toBe(2);
  });

  it('fails with any error that says nothing about the record', async () => {
    const record = await kept(aContact());
    const throttled = recordStore(
      withFaults(dynamo, refuses('UpdateItem', new Error('Throttled'))),
      dynamo.tables,
    );
    await expect(throttled.assign(anAssignment(record, '7'))).rejects.toThrow('Throttled');
  });

  it('takes a failed condition without the record for a record that is not there', async () => {
    const gone = new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
    const store404 = recordStore(withFaults(dynamo, refuses('UpdateItem', gone)), dynamo.tables);
    expect(await store404.assign(anAssignment(aContact(), '7'))).toEqual({ outcome: 'RECORD_NOT_FOUND' });
  });
});
