import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assign } from '../../lib/app/assign.ts';
import { bulkAssign, largestBulk } from '../../lib/app/bulk-assign.ts';
import type { OwnerStore } from '../../lib/app/ports/directory.ts';
import type { PropertyCatalog } from '../../lib/app/ports/properties.ts';
import type { RecordStore } from '../../lib/app/ports/records.ts';
import { createRecords, updateRecords } from '../../lib/app/records/batch.ts';
import { createRecord } from '../../lib/app/records/create-record.ts';
import { archiveRecord, getRecord, updateRecord } from '../../lib/app/records/update-record.ts';
import { Conflict, Invalid, NotFound } from '../../lib/domain/errors.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContact, aContactOf, anId, anOwner, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { cancels, refuses, withFaults } from '../support/faults.ts';

const by = () => ({ actor: 'ada@example.com', requestId: `request-${anId()}` });

let dynamo: TestDynamo;
let records: RecordStore;
let owners: OwnerStore;
let properties: PropertyCatalog;
const deps = () => ({ records, owners, properties, now: () => someTime, newRecordId: anId });
beforeAll(async () => {
  dynamo = await startDynamo();
  records = recordStore(dynamo.client, dynamo.tables);
  owners = ownerStore(dynamo.client, dynamo.tables.directory);
  properties = propertyCatalog(dynamo.client, dynamo.tables.directory);
});
afterAll(() => dynamo?.stop());

const anActiveOwner = async (fields = {}) => {
  const owner = anOwner(fields);
  await owners.create(owner);
  return owner;
};
const kept = async (record: CrmRecord): Promise<CrmRecord> => {
  await records.commit([{ before: undefined, after: record }]);
  return record;
};
const ownerNow = async ({ id }: CrmRecord) =>
  (await records.get('contacts', id))?.properties['hubspot_owner_id'] ?? null;
const problem = (fields: object) => expect.objectContaining({ problems: [expect.objectContaining(fields)] });

/** Owners whom nobody may give a record to, by the name of what is wrong with them. */
const unfit: [string, () => Promise<{ id: string; email: string }>, string][] = [
  ['does not exist', async () => anOwner(), 'OWNER_NOT_FOUND'],
  ['is deactivated', () => anActiveOwner({ active: false }), 'OWNER_DEACTIVATED'],
  ['may not see contacts', () => anActiveOwner({ objectAccess: ['deals'] }), 'OWNER_HAS_NO_ACCESS'],
];

describe('assign', () => {
  const request = (record: CrmRecord, owner: Parameters<typeof assign>[1]['owner'], overwrite = true) =>
    assign(deps(), { objectType: 'contacts', recordId: record.id, owner, overwrite }, by());

  it('gives a record to an owner by id or by e-mail in any case, and takes it away', async () => {
    const [one, other] = [await anActiveOwner(), await anActiveOwner()];
    const record = await kept(aContact());
    const changeId = expect.stringMatching(/^[0-9A-Z]{26}$/);
    expect(await request(record, { ownerId: one.id })).toEqual({
      objectType: 'contacts',
      recordId: record.id,
      property: 'hubspot_owner_id',
      previousOwnerId: null,
      ownerId: one.id,
      outcome: 'ASSIGNED',
      changeId,
      version: 2,
    });
    expect(await request(record, { ownerEmail: other.email.toUpperCase() })).toMatchObject({
      previousOwnerId: one.id,
      ownerId: other.id,
      outcome: 'ASSIGNED',
    });
    expect(await request(record, { ownerId: other.id })).toMatchObject({
      outcome: 'UNCHANGED',
      changeId: null,
    });
    expect(await request(record, { ownerId: null })).toMatchObject({
      ownerId: null,
      outcome: 'CLEARED',
      changeId,
    });
    expect(await ownerNow(record)).toBeNull();
  });

  it('says who owns a record that it left alone', async () => {
    const [one, other] = [await anActiveOwner(), await anActiveOwner()];
    const record = await kept(aContactOf(one.id));
    expect(await request(record, { ownerId: other.id }, false)).toMatchObject({
      previousOwnerId: one.id,
      ownerId: one.id,
      outcome: 'SKIPPED_ALREADY_OWNED',
      changeId: null,
    });
  });

  it.each(unfit)('refuses an owner who %s, naming the field, and writes nothing', async (_, made, code) => {
    const { id, email } = await made();
    const record = await kept(aContactOf('7'));
    await expect(request(record, { ownerId: id })).rejects.toEqual(problem({ in: 'ownerId', code }));
    await expect(request(record, { ownerEmail: email })).rejects.toEqual(problem({ in: 'ownerEmail', code }));
    expect(await ownerNow(record)).toBe('7');
  });

  it('does not find a record that is not there', async () => {
    const owner = await anActiveOwner();
    await expect(request(aContact(), { ownerId: owner.id })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('bulkAssign', () => {
  const request = (recordIds: string[], ownerId: string | null, overwrite = true) =>
    bulkAssign(deps(), { objectType: 'contacts', recordIds, owner: { ownerId }, overwrite }, by());

  it('gives five hundred records to one owner, in the order asked', async () => {
    const owner = await anActiveOwner();
    const contacts = Array.from({ length: largestBulk }, () =>
      aContact({ properties: { firstname: 'Ada' } }),
    );
    for (let start = 0; start < contacts.length; start += 100) {
      const some = contacts.slice(start, start + 100);
      await records.commit(some.map((record) => ({ before: undefined, after: record })));
    }
    const asked = contacts.map(({ id }) => id).reverse();
    const answer = await request(asked, owner.id);
    expect(answer).toMatchObject({ total: 500, assigned: 500, unchanged: 0, skipped: 0, failed: 0 });
    expect(answer.results.map(({ recordId }) => recordId)).toEqual(asked);
    const after = await records.getMany('contacts', asked);
    expect([...after.values()].every(({ properties }) => properties['hubspot_owner_id'] === owner.id)).toBe(
      true,
    );
    const runs = new Set([...after.values()].map(({ lastWrite }) => lastWrite.runId));
    expect([...runs]).toEqual([expect.stringMatching(/^request-/)]);
  });

  it('says which record could not be written, and writes the others', async () => {
    const owner = await anActiveOwner();
    const ids = [(await kept(aContact())).id, (await kept(aContact())).id];
    const troubled = recordStore(
      withFaults(dynamo, refuses('UpdateItem', new Error('Throttled.'), 1)),
      dynamo.tables,
    );
    const answer = await bulkAssign(
      { ...deps(), records: troubled },
      { objectType: 'contacts', recordIds: ids, owner: { ownerId: owner.id }, overwrite: true },
      by(),
    );
    expect(answer).toMatchObject({
      assigned: 1,
      failed: 1,
      results: [
        { recordId: ids[0], outcome: 'FAILED', error: { code: 'INTERNAL_ERROR' } },
        { recordId: ids[1] },
      ],
    });
  });

  it('lets one that fails in the middle fail alone', async () => {
    const owner = await anActiveOwner();
    const [first, last] = [await kept(aContact()), await kept(aContactOf('7'))];
    const unknown = anId();
    const answer = await request([first.id, unknown, last.id], owner.id);
    expect(answer).toMatchObject({
      total: 3,
      assigned: 2,
      failed: 1,
      results: [
        { recordId: first.id, outcome: 'ASSIGNED', previousOwnerId: null },
        { recordId: unknown, outcome: 'FAILED', error: { code: 'OBJECT_NOT_FOUND' } },
        { recordId: last.id, outcome: 'ASSIGNED', previousOwnerId: '7' },
      ],
    });
  });

  it('assigns a record that is named three times once, and counts every place', async () => {
    const owner = await anActiveOwner();
    const [twice, once, gone] = [await kept(aContact()), await kept(aContactOf('7')), anId()];
    const answer = await request([twice.id, gone, twice.id, once.id, gone, twice.id], owner.id, false);
    expect(answer).toMatchObject({ total: 6, assigned: 1, unchanged: 2, skipped: 1, failed: 2 });
    expect(answer.results.map(({ outcome }) => outcome)).toEqual([
      'ASSIGNED',
      'FAILED',
      'UNCHANGED',
      'SKIPPED_ALREADY_OWNED',
      'FAILED',
      'UNCHANGED',
    ]);
    expect((await records.get('contacts', twice.id))?.version).toBe(2);
  });

  it('clears owners, and tells whom nobody owned apart', async () => {
    const [owned, free] = [await kept(aContactOf('7')), await kept(aContact())];
    expect(await request([owned.id, free.id], null)).toMatchObject({ cleared: 1, unchanged: 1 });
  });

  it.each(unfit)('refuses an owner who %s, and writes nothing', async (_, made, code) => {
    const record = await kept(aContact());
    await expect(request([record.id], (await made()).id)).rejects.toEqual(problem({ in: 'ownerId', code }));
    expect(await ownerNow(record)).toBeNull();
  });
});

describe('creating and changing records', () => {
  it('creates one of twenty contacts with one e-mail, whatever its case; the others name it', async () => {
    const email = `race-${anId()}@example.com`;
    const tries = Array.from({ length: 20 }, (_, n) =>
      createRecord(deps(), 'contacts', { email: n % 2 ? email : ` ${email.toUpperCase()}` }, by()),
    );
    const settled = await Promise.allSettled(tries);
    const made = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const refused = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(made).toHaveLength(1);
    for (const refusal of refused) {
      expect(refusal).toBeInstanceOf(Conflict);
      expect(refusal.message).toContain(`Existing ID: ${made[0]?.id}`);
      expect(refusal).toEqual(problem({ in: 'properties.email', code: 'DUPLICATE_UNIQUE_PROPERTY_VALUE' }));
    }
  });

  it('keeps every one of eight changes that come at the same moment', async () => {
    const { id } = await kept(aContact());
    const names = ['firstname', 'lastname', 'phone', 'city', 'zip', 'state', 'country', 'address'];
    await Promise.all(names.map((name) => updateRecord(deps(), 'contacts', id, { [name]: name }, by())));
    const after = await getRecord(deps(), 'contacts', id);
    expect(after.properties).toMatchObject(Object.fromEntries(names.map((name) => [name, name])));
    expect(after.version).toBe(1 + names.length);
  });

  it('tries again while others write, and is a Conflict if they never stop', async () => {
    const busy = (times?: number) => ({
      ...deps(),
      records: recordStore(withFaults(dynamo, cancels(['TransactionConflict'], times)), dynamo.tables),
    });
    const { id } = await kept(aContact());
    const record = await updateRecord(busy(2), 'contacts', id, { city: 'Bonn' }, by());
    expect(record).toMatchObject({ version: 2, properties: { city: 'Bonn' } });
    await expect(updateRecord(busy(), 'contacts', id, { city: 'Graz' }, by())).rejects.toBeInstanceOf(
      Conflict,
    );
    expect(await records.get('contacts', id)).toEqual(record);
  });

  it('writes nothing for a change that changes nothing', async () => {
    const before = await kept(aContact());
    expect(
      await updateRecord(deps(), 'contacts', before.id, { ...before.properties, city: '' }, by()),
    ).toEqual(before);
    expect(await records.get('contacts', before.id)).toEqual(before);
  });

  it.each(unfit)('refuses an owner who %s on the property', async (_, made, code) => {
    const { id } = await made();
    const before = await kept(aContact());
    const refusal = problem({ in: 'properties.hubspot_owner_id', code });
    const properties = { firstname: 'Ada', hubspot_owner_id: id };
    await expect(updateRecord(deps(), 'contacts', before.id, properties, by())).rejects.toEqual(refusal);
    await expect(createRecord(deps(), 'contacts', properties, by())).rejects.toEqual(refusal);
    expect(await records.get('contacts', before.id)).toEqual(before);
  });

  it('refuses a record that is too large to be kept, new or grown', async () => {
    const long = 'x'.repeat(65_000);
    const grown = await kept(aContact({ properties: { address: long, city: long, state: long, zip: long } }));
    const refusal = problem({ in: 'properties', code: 'RECORD_TOO_LARGE' });
    const { properties } = grown;
    await expect(createRecord(deps(), 'contacts', { ...properties, firstname: long }, by())).rejects.toEqual(
      refusal,
    );
    await expect(updateRecord(deps(), 'contacts', grown.id, { phone: long }, by())).rejects.toEqual(refusal);
    expect(await records.get('contacts', grown.id)).toEqual(grown);
  });

  it('archives once, keeps the record to be read, and frees its e-mail', async () => {
    const { id, properties } = await kept(aContact());
    await archiveRecord(deps(), 'contacts', id, by());
    await expect(archiveRecord(deps(), 'contacts', id, by())).rejects.toBeInstanceOf(NotFound);
    await expect(updateRecord(deps(), 'contacts', id, { city: 'Bonn' }, by())).rejects.toBeInstanceOf(
      NotFound,
    );
    await expect(getRecord(deps(), 'contacts', id)).rejects.toBeInstanceOf(NotFound);
    expect(await getRecord(deps(), 'contacts', id, { archived: true })).toMatchObject({
      id,
      archivedAt: someTime,
    });
    expect((await createRecord(deps(), 'contacts', properties, by())).id).not.toBe(id);
  });
});

describe('a batch of records', () => {
  it('lets the earlier of two inputs with one e-mail win, and each fail for itself', async () => {
    const email = `batch-${anId()}@example.com`;
    const inputs = [{ email }, { city: 'Bonn' }, { email: ` ${email.toUpperCase()} ` }, { firstname: 'Ada' }];
    const results = await createRecords(
      deps(),
      'contacts',
      inputs.map((properties) => ({ properties })),
      by(),
    );
    expect(results).toMatchObject([
      { written: { properties: { email } } },
      { refusal: expect.any(Invalid), input: 1 },
      { refusal: expect.any(Conflict), input: 2 },
      { written: { properties: { firstname: 'Ada' } } },
    ]);
  });

  it('refuses a batch that names a record twice, and writes nothing', async () => {
    const before = await kept(aContact());
    const twice = ['Bonn', 'Graz'].map((city) => ({ id: before.id, properties: { city } }));
    await expect(updateRecords(deps(), 'contacts', twice, by())).rejects.toEqual(
      problem({ in: 'inputs[1].id' }),
    );
    expect(await records.get('contacts', before.id)).toEqual(before);
  });
});
