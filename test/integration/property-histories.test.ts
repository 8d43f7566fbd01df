import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHandler } from '../../functions/records/handler.ts';
import { ownerChanges } from '../../lib/domain/change.ts';
import { propertySet } from '../../lib/domain/record/property-set.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContactOf, anId, aWrite, changed, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { call, type TestRequest } from '../support/http-event.ts';

const all = '/crm/v3/objects/{objectType}';
const scopes = ['crm.objects.contacts.read'];

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

const records = () => recordStore(dynamo.client, dynamo.tables);
const changes = () => changeStore(dynamo.client, dynamo.tables.changes);
const ask = async (route: string, request: TestRequest) => {
  const handler = createHandler({
    records: records(),
    changes: changes(),
    owners: ownerStore(dynamo.client, dynamo.tables.directory),
    properties: propertyCatalog(dynamo.client, dynamo.tables.directory),
    now: () => someTime,
    newRecordId: anId,
  });
  const { path, ...rest } = request;
  const { status, body } = await call(handler, route, {
    scopes,
    ...rest,
    path: { objectType: '0-1', ...path },
  });
  expect(status).toBe(200);
  return body as Record<string, unknown>;
};

/** A write, with the history that its stream leads to, unless that is still to come. */
const write = async (before: CrmRecord | undefined, after: CrmRecord, isTold = true): Promise<CrmRecord> => {
  await records().commit([{ before, after }]);
  if (isTold) await changes().putAll(ownerChanges(before, after, propertySet('contacts')));
  return after;
};

const given = (before: CrmRecord, ownerId: string, day: string): CrmRecord => {
  const at = `2026-03-${day}T09:00:00.000Z`;
  const properties = { ...before.properties, hubspot_owner_id: ownerId };
  return changed(before, { properties, updatedAt: at, lastWrite: aWrite({ at, source: 'ROTATION' }) });
};

it('tells the owners of a contact newest first, by a read, a list and a batch', async () => {
  const first = await write(undefined, aContactOf('7', { properties: { firstname: 'Ada' } }));
  const record = await write(first, given(first, '8', '02'));
  const version = { value: '8', timestamp: '2026-03-02T09:00:00.000Z', sourceType: 'ROTATION' };
  const shown = {
    id: record.id,
    properties: { hubspot_owner_id: '8', firstname: 'Ada' },
    propertiesWithHistory: {
      hubspot_owner_id: [version, { value: '7', timestamp: someTime, sourceLabel: 'ada@example.com' }],
      firstname: [{ value: 'Ada', timestamp: '2026-03-02T09:00:00.000Z', sourceType: 'UNKNOWN' }],
      phone: [],
    },
  };
  const names = ['hubspot_owner_id', 'firstname', 'phone'];
  const query = { propertiesWithHistory: names.join(',') };
  expect(await ask(`GET ${all}/{recordId}`, { path: { recordId: record.id }, query })).toMatchObject(shown);
  const { results } = await ask(`GET ${all}`, { query: { ...query, limit: '100' } });
  expect((results as CrmRecord[]).find(({ id }) => id === record.id)).toMatchObject(shown);
  const body = { inputs: [{ id: record.id }], propertiesWithHistory: names };
  expect(await ask(`POST ${all}/batch/read`, { body })).toMatchObject({ results: [shown] });
});

it('tells an owner whom the history does not have yet', async () => {
  const first = await write(undefined, aContactOf('7'));
  const record = await write(first, given(first, '8', '02'), false);
  const query = { propertiesWithHistory: 'hubspot_owner_id' };
  const answer = await ask(`GET ${all}/{recordId}`, { path: { recordId: record.id }, query });
  expect(answer['propertiesWithHistory']).toMatchObject({
    hubspot_owner_id: [{ value: '8', timestamp: '2026-03-02T09:00:00.000Z' }, { value: '7' }],
  });
});

it('tells the twenty newest, and none for a property that is not asked for or does not exist', async () => {
  let record = await write(undefined, aContactOf('7'));
  for (let n = 10; n < 32; n++) record = await write(record, given(record, String(n), String(n)));
  const query = { propertiesWithHistory: 'hubspot_owner_id,shoesize,__proto__' };
  const answer = await ask(`GET ${all}/{recordId}`, { path: { recordId: record.id }, query });
  const histories = answer['propertiesWithHistory'] as Record<string, { value: string }[]>;
  expect(Object.keys(histories).toSorted()).toEqual(['__proto__', 'hubspot_owner_id', 'shoesize']);
  expect(histories['shoesize']).toEqual([]);
  expect(histories['hubspot_owner_id']?.map(({ value }) => value)).toEqual(
    Array.from({ length: 20 }, (_, n) => String(31 - n)),
  );
  const plain = await ask(`GET ${all}/{recordId}`, { path: { recordId: record.id } });
  expect(plain).not.toHaveProperty('propertiesWithHistory');
});
