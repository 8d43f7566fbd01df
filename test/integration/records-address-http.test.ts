import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/records/handler.ts';
import type { RecordStore } from '../../lib/app/ports/records.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog, propertyStore } from '../../lib/store/directory/property-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContact, anId, aProperty, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { call, type TestRequest } from '../support/http-event.ts';

const all = '/crm/v3/objects/{objectType}';
const one = `${all}/{recordId}`;
const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write'];
const badge = 'badge_number';

let dynamo: TestDynamo;
let store: RecordStore;
let handler: ReturnType<typeof createHandler>;
beforeAll(async () => {
  dynamo = await startDynamo();
  const { directory } = dynamo.tables;
  store = recordStore(dynamo.client, dynamo.tables);
  const own = aProperty('contacts', badge, { unique: true });
  await propertyStore(dynamo.client, directory).create(own, { properties: 10, unique: 1 });
  handler = createHandler({
    changes: changeStore(dynamo.client, dynamo.tables.changes),
    records: store,
    owners: ownerStore(dynamo.client, directory),
    properties: propertyCatalog(dynamo.client, directory),
    now: () => someTime,
    newRecordId: anId,
  });
});
afterAll(() => dynamo?.stop());

const contacts = (route: string, { path, ...rest }: TestRequest = {}) =>
  call(handler, route, { scopes, ...rest, path: { objectType: 'contacts', ...path } });

const anEmail = (): string => `addressed-${anId()}@example.com`;
const created = async (properties: Record<string, string>): Promise<string> => {
  const { status, body } = await contacts(`POST ${all}`, { body: { properties } });
  expect(status).toBe(201);
  return (body as { id: string }).id;
};
const now = (id: string) => store.get('contacts', id);
const problemIn = (field: string) => ({
  status: 400,
  body: { errors: [expect.objectContaining({ in: field, message: expect.stringContaining('city') })] },
});

describe('a record by a property that tells records apart', () => {
  it('is read, changed and archived by its e-mail, in any case', async () => {
    const email = anEmail();
    const id = await created({ email });
    const byEmail = { path: { recordId: email.toUpperCase() }, query: { idProperty: 'email' } };
    expect(await contacts(`GET ${one}`, byEmail)).toMatchObject({ status: 200, body: { id } });
    const body = { properties: { city: 'Bonn' } };
    expect(await contacts(`PATCH ${one}`, { ...byEmail, body })).toMatchObject({ status: 200, body: { id } });
    expect((await now(id))?.properties['city']).toBe('Bonn');
    expect(await contacts(`DELETE ${one}`, byEmail)).toMatchObject({ status: 204 });
    expect((await now(id))?.archivedAt).toBe(someTime);
    expect(await contacts(`GET ${one}`, byEmail)).toMatchObject({ status: 404 });
  });

  it('is read by a property of the account’s own, and by its id said in full', async () => {
    const number = anId();
    const id = await created({ firstname: 'Ada', [badge]: number });
    for (const [recordId, idProperty] of [
      [number, badge],
      [id, 'hs_object_id'],
    ] as const) {
      const request = { path: { recordId }, query: { idProperty } };
      expect(await contacts(`GET ${one}`, request)).toMatchObject({ status: 200, body: { id } });
    }
  });

  it.each(['GET', 'PATCH', 'DELETE'])('is a 400 to %s by one that several may share', async (method) => {
    const request = { path: { recordId: 'Bonn' }, query: { idProperty: 'city' }, body: { properties: {} } };
    expect(await contacts(`${method} ${one}`, request)).toMatchObject(problemIn('idProperty'));
  });

  it.each([['no address'], ['a'.repeat(3_000)], [`${'a'.repeat(300)}@example.com`], [' ']])(
    'is not found by an e-mail that nobody can have',
    async (recordId) => {
      const request = { path: { recordId }, query: { idProperty: 'email' } };
      expect(await contacts(`GET ${one}`, request)).toMatchObject({ status: 404 });
    },
  );

  it('is read in a batch, each once, and who is not there is named', async () => {
    const [email, nobody] = [anEmail(), anEmail()];
    const id = await created({ email });
    const inputs = [email, nobody, email.toUpperCase()].map((value) => ({ id: value }));
    expect(await contacts(`POST ${all}/batch/read`, { body: { idProperty: 'email', inputs } })).toMatchObject(
      {
        status: 207,
        body: { results: [{ id }], numErrors: 1, errors: [{ context: { ids: [nobody] } }] },
      },
    );
    const byCity = { idProperty: 'city', inputs };
    expect(await contacts(`POST ${all}/batch/read`, { body: byCity })).toMatchObject(problemIn('idProperty'));
    expect(await contacts(`POST ${all}/batch/read`, { body: { inputs } })).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ in: 'inputs[0].id' })]) },
    });
  });

  it.each([[{}], [{ idProperty: 'hs_object_id' }]])(
    'is not asked for in a batch with %j by what cannot be an id',
    async (how) => {
      const refused = { status: 400, body: { errors: [expect.objectContaining({ in: 'inputs[0].id' })] } };
      for (const id of ['Ada', '€'.repeat(1_000)]) {
        const read = { inputs: [{ id }], ...how };
        expect(await contacts(`POST ${all}/batch/read`, { body: read })).toMatchObject(refused);
        const body = { inputs: [{ id, ...how, properties: {} }] };
        for (const kind of ['update', 'upsert']) {
          expect(await contacts(`POST ${all}/batch/${kind}`, { body })).toMatchObject(refused);
        }
      }
    },
  );

  it('is changed in a batch, each input by what it names', async () => {
    const [email, number] = [anEmail(), anId()];
    const ids = [await created({ email }), await created({ firstname: 'Bob', [badge]: number })];
    const properties = { city: 'Bonn' };
    const inputs = [
      { id: email, idProperty: 'email', properties },
      { id: number, idProperty: badge, properties },
      { id: anEmail(), idProperty: 'email', properties },
    ];
    expect(await contacts(`POST ${all}/batch/update`, { body: { inputs } })).toMatchObject({
      status: 207,
      body: {
        results: ids.map((id) => ({ id, properties })),
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { input: ['inputs[2]'] } }],
      },
    });
  });

  it.each([
    ['a shared property', 'Bonn', 'city', 'inputs[1].idProperty'],
    ['the same e-mail in other letters', 'TWICE@example.com', 'email', 'inputs[1].id'],
  ])('is not changed in a batch with %s; nothing is', async (_, id, idProperty, field) => {
    const properties = { city: 'Bonn' };
    const inputs = [
      { id: 'twice@example.com', idProperty: 'email', properties },
      { id, idProperty, properties },
    ];
    expect(await contacts(`POST ${all}/batch/update`, { body: { inputs } })).toMatchObject({
      status: 400,
      body: { errors: [expect.objectContaining({ in: field })] },
    });
  });

  it('is archived in a batch, and read there as an archived one', async () => {
    const kept = aContact();
    await store.commit([{ before: undefined, after: kept }]);
    const inputs = [{ id: kept.id }, { id: anId() }, { id: kept.id }];
    expect(await contacts(`POST ${all}/batch/archive`, { body: { inputs } })).toMatchObject({ status: 204 });
    expect((await now(kept.id))?.archivedAt).toBe(someTime);
    const body = { inputs: [{ id: kept.id }] };
    const query = { archived: 'true', surprise: 'yes' };
    expect(await contacts(`POST ${all}/batch/read`, { body, query })).toMatchObject({
      status: 200,
      body: { results: [{ id: kept.id, archived: true }] },
    });
  });
});
