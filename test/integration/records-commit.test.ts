import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordStore, WriteFailure } from '../../lib/app/ports/records.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContact, aContactOf, anId, aRecord, changed, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { cancels, losesTheAnswer, withFaults } from '../support/faults.ts';

let dynamo: TestDynamo;
let store: RecordStore;
beforeAll(async () => {
  dynamo = await startDynamo();
  store = recordStore(dynamo.client, dynamo.tables);
});
afterAll(() => dynamo?.stop());

const create = async (record: CrmRecord): Promise<CrmRecord> => {
  expect(await store.commit([{ before: undefined, after: record }])).toEqual({ committed: true });
  return record;
};
const replace = (before: CrmRecord, after: CrmRecord) => store.commit([{ before, after }]);
const failed = (...failures: [number, WriteFailure][]) => ({ committed: false, failures: new Map(failures) });
const emailKey = (record: CrmRecord) => `contacts#email#${record.properties['email']}`;
const withEmail = (record: CrmRecord, email: string) => changed(record, { properties: { email } });

/** The record's item as it lies in the table, with the keys of the indexes. */
const itemOf = async ({ objectType, id }: CrmRecord) =>
  (
    await dynamo.client.send(
      new GetCommand({ TableName: dynamo.tables.records, Key: { recordKey: `${objectType}#${id}` } }),
    )
  ).Item;

describe('creating a record', () => {
  it('keeps all of it, and its e-mail for it', async () => {
    const contact = await create(
      aContactOf('7', { enrollments: { '5': 'e1' }, imported: { runId: 'i1', rows: { email: 3 } } }),
    );
    expect(await store.get('contacts', contact.id)).toEqual(contact);
    expect(await store.findIds([emailKey(contact)])).toEqual(new Map([[emailKey(contact), contact.id]]));
  });

  it('is refused under an id that is taken, with the record that has it', async () => {
    const contact = await create(aContact());
    const again = aContact({ id: contact.id, properties: { email: `other-${contact.id}@example.com` } });
    expect(await store.commit([{ before: undefined, after: again }])).toEqual(
      failed([0, { reason: 'ID_TAKEN', existing: contact }]),
    );
    expect(await store.findIds([emailKey(again)])).toEqual(new Map());
  });

  it('is refused with an e-mail that is taken, with the id of the record that has it', async () => {
    const contact = await create(aContact());
    const twin = aContact({ properties: contact.properties });
    expect(await store.commit([{ before: undefined, after: twin }])).toEqual(
      failed([0, { reason: 'KEY_TAKEN', uniqueKey: emailKey(contact), recordId: contact.id }]),
    );
    expect(await store.get('contacts', twin.id)).toBeUndefined();
  });

  it('lets the same id and the same text stand on other object types', async () => {
    const id = anId();
    await create(aContact({ id }));
    await create(aRecord('companies', { id, properties: { domain: `${id}.example.com` } }));
    await create(aRecord('deals', { id, properties: { dealname: 'Engine' } }));
    expect((await store.get('deals', id))?.properties).toEqual({ dealname: 'Engine' });
  });
});

describe('replacing a record', () => {
  it('is refused when it has been written since it was read', async () => {
    const read = await create(aContact());
    const first = changed(read, { properties: { ...read.properties, city: 'Bonn' } });
    expect(await replace(read, first)).toEqual({ committed: true });
    const second = changed(read, { properties: { ...read.properties, city: 'Graz' } });
    expect(await replace(read, second)).toEqual(failed([0, { reason: 'CHANGED_MEANWHILE' }]));
    expect(await store.get('contacts', read.id)).toEqual(first);
  });

  it('is refused when the record is not there', async () => {
    const gone = aContact();
    expect(await replace(gone, changed(gone, {}))).toEqual(failed([0, { reason: 'CHANGED_MEANWHILE' }]));
    expect(await store.get('contacts', gone.id)).toBeUndefined();
  });

  it('frees the old e-mail and takes the new', async () => {
    const before = await create(aContact());
    const after = withEmail(before, `new-${before.id}@example.com`);
    expect(await replace(before, after)).toEqual({ committed: true });
    const keys = [emailKey(before), emailKey(after)];
    expect(await store.findIds(keys)).toEqual(new Map([[emailKey(after), before.id]]));
    await create(aContact({ properties: before.properties }));
  });

  it('is refused with an e-mail of another record, and changes nothing', async () => {
    const [one, other] = [await create(aContact()), await create(aContact())];
    const wished = changed(one, { properties: other.properties });
    expect(await replace(one, wished)).toEqual(
      failed([0, { reason: 'KEY_TAKEN', uniqueKey: emailKey(other), recordId: other.id }]),
    );
    expect(await store.get('contacts', one.id)).toEqual(one);
    expect((await store.findIds([emailKey(one)])).get(emailKey(one))).toBe(one.id);
  });

  it('with a stale version frees no e-mail', async () => {
    const read = await create(aContact());
    await replace(read, changed(read, {}));
    expect((await replace(read, withEmail(read, `late-${read.id}@example.com`))).committed).toBe(false);
    expect((await store.findIds([emailKey(read)])).get(emailKey(read))).toBe(read.id);
  });

  it('moves the record to its new owner in the index, and to nobody', async () => {
    const before = await create(aContactOf('7'));
    const shard = String((await itemOf(before))?.['ownerShard'])
      .split('#')
      .at(-1);
    const given = changed(before, { properties: { ...before.properties, hubspot_owner_id: '8' } });
    await replace(before, given);
    expect((await itemOf(before))?.['ownerShard']).toBe(`contacts#8#${shard}`);
    await replace(given, changed(given, { properties: { email: before.properties['email'] ?? '' } }));
    expect((await itemOf(before))?.['ownerShard']).toBe(`contacts#none#${shard}`);
  });
});

describe('archiving a record', () => {
  it('frees its e-mail and takes it out of the lists of its owner and its type', async () => {
    const contact = await create(aContactOf('7'));
    const { ownerShard, typeShard } = (await itemOf(contact)) ?? {};
    const archived = changed(contact, { archivedAt: someTime });
    expect(await replace(contact, archived)).toEqual({ committed: true });
    expect(await store.findIds([emailKey(contact)])).toEqual(new Map());
    const item = await itemOf(contact);
    expect(ownerShard).toMatch(/^contacts#7#\d$/);
    expect(item).not.toHaveProperty('ownerShard');
    expect(item?.['typeShard']).toBe(String(typeShard).replace('contacts#', 'contacts#archived#'));
    expect(await store.get('contacts', contact.id)).toEqual(archived);
  });

  it('leaves the e-mail to whoever took it since, when the archived record is written again', async () => {
    const contact = await create(aContact());
    const archived = changed(contact, { archivedAt: someTime });
    await replace(contact, archived);
    const heir = await create(aContact({ properties: contact.properties }));
    expect(await replace(archived, changed(archived, {}))).toEqual({ committed: true });
    expect((await store.findIds([emailKey(contact)])).get(emailKey(contact))).toBe(heir.id);
  });
});

describe('several writes in one commit', () => {
  it('are done together', async () => {
    const old = await create(aContact());
    const fresh = [aContact(), aContact()];
    const writes = fresh.map((record) => ({ before: undefined, after: record }));
    const after = withEmail(old, `moved-${old.id}@example.com`);
    expect(await store.commit([...writes, { before: old, after }])).toEqual({
      committed: true,
    });
    const found = await store.getMany(
      'contacts',
      [...fresh, old].map(({ id }) => id),
    );
    expect(found).toEqual(new Map([...fresh, after].map((record) => [record.id, record])));
  });

  it('are none of them done if one cannot be, and each that cannot be says why', async () => {
    const taken = await create(aContact());
    const stale = await create(aContact());
    await replace(stale, changed(stale, {}));
    const fine = aContact();
    const twin = aContact({ properties: taken.properties });
    const result = await store.commit([
      { before: undefined, after: fine },
      { before: undefined, after: twin },
      { before: stale, after: changed(stale, {}) },
      { before: undefined, after: { ...aContact(), id: taken.id } },
    ]);
    expect(result).toEqual(
      failed(
        [1, { reason: 'KEY_TAKEN', uniqueKey: emailKey(taken), recordId: taken.id }],
        [2, { reason: 'CHANGED_MEANWHILE' }],
        [3, { reason: 'ID_TAKEN', existing: taken }],
      ),
    );
    expect(await store.getMany('contacts', [fine.id, twin.id])).toEqual(new Map());
    expect(await store.findIds([emailKey(fine)])).toEqual(new Map());
  });

  it('may be fifty contacts with their fifty e-mails', async () => {
    const fifty = Array.from({ length: 50 }, () => aContact());
    const result = await store.commit(fifty.map((record) => ({ before: undefined, after: record })));
    expect(result).toEqual({ committed: true });
    expect((await store.findIds(fifty.map(emailKey))).size).toBe(50);
  });
});

describe('a commit that meets another', () => {
  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'says which write to try again after %s',
    async (code) => {
      const busy = recordStore(withFaults(dynamo, cancels([undefined, undefined, code])), dynamo.tables);
      const [one, two] = [aContact(), aContact()];
      expect(
        await busy.commit([
          { before: undefined, after: one },
          { before: undefined, after: two },
        ]),
      ).toEqual(failed([1, { reason: 'CHANGED_MEANWHILE' }]));
    },
  );

  it('is an error where it is no verdict about an item', async () => {
    const refused = recordStore(withFaults(dynamo, cancels(['ValidationError'])), dynamo.tables);
    await expect(refused.commit([{ before: undefined, after: aContact() }])).rejects.toThrow(
      'ValidationError',
    );
  });

  it('finds its own record when it is tried again after its answer was lost', async () => {
    const lossy = recordStore(withFaults(dynamo, losesTheAnswer('TransactWriteItems')), dynamo.tables);
    const contact = aContact();
    await expect(lossy.commit([{ before: undefined, after: contact }])).rejects.toThrow();
    expect(await lossy.commit([{ before: undefined, after: contact }])).toEqual(
      failed([0, { reason: 'ID_TAKEN', existing: contact }]),
    );
  });
});
