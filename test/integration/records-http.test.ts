import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler as assignHandler } from '../../functions/assign/handler.ts';
import { createHandler as bulkHandler } from '../../functions/bulk-assign/handler.ts';
import { createHandler as recordsHandler } from '../../functions/records/handler.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog, propertyStore } from '../../lib/store/directory/property-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContact, anId, anOwner, aProperty, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { call, type TestRequest } from '../support/http-event.ts';
import { jobDesk } from '../support/job-desk.ts';

const all = '/crm/v3/objects/{objectType}';
const one = `${all}/{recordId}`;
const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write'];

let dynamo: TestDynamo;
let handlers: Record<'records' | 'assign' | 'bulk', ApiHandler>;
const aKeptContact = async () => {
  const contact = aContact();
  await recordStore(dynamo.client, dynamo.tables).commit([{ before: undefined, after: contact }]);
  return contact;
};
const contactNow = (id: string) => recordStore(dynamo.client, dynamo.tables).get('contacts', id);

beforeAll(async () => {
  dynamo = await startDynamo();
  const owners = ownerStore(dynamo.client, dynamo.tables.directory);
  const records = recordStore(dynamo.client, dynamo.tables);
  const properties = propertyCatalog(dynamo.client, dynamo.tables.directory);
  const deps = { records, owners, properties, now: () => someTime, newRecordId: anId };
  const desk = jobDesk(dynamo);
  const bulk = bulkHandler({ ...desk.worker(), ...deps, selections: desk.selections });
  handlers = {
    records: recordsHandler({ ...deps, changes: changeStore(dynamo.client, dynamo.tables.changes) }),
    assign: assignHandler(deps),
    bulk,
  };
  await owners.create(anOwner({ id: '7' }));
});
afterAll(() => dynamo?.stop());

const records = (route: string, request: TestRequest & { objectType?: string } = {}) => {
  const { objectType = 'contacts', path, ...rest } = request;
  return call(handlers.records, route, { scopes, ...rest, path: { objectType, ...path } });
};

describe('a record over HTTP', () => {
  it('is created, read, changed, listed and archived', async () => {
    const email = `http-${anId()}@example.com`;
    const made = await records(`POST ${all}`, {
      body: { properties: { email: email.toUpperCase(), zip: 53111 } },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { properties: { email, zip: '53111' }, archived: false },
    });
    const { id } = made.body as { id: string };
    const path = { recordId: id };
    const body = { properties: { zip: null, hubspot_owner_id: 7 } };
    expect(await records(`PATCH ${one}`, { path, body })).toMatchObject({ status: 200 });
    const query = { properties: 'zip,hubspot_owner_id' };
    expect(await records(`GET ${one}`, { path, query, objectType: '0-1' })).toMatchObject({
      status: 200,
      body: { id, properties: { zip: null, hubspot_owner_id: '7', hs_object_id: id } },
    });
    expect(await records(`DELETE ${one}`, { path })).toMatchObject({ status: 204 });
    expect(await records(`GET ${one}`, { path })).toMatchObject({ status: 404 });
    expect(await records(`GET ${one}`, { path, query: { archived: 'true' } })).toMatchObject({
      status: 200,
      body: { archived: true },
    });
  });

  it('shows null for a property that no record has, inherited names too', async () => {
    const { id } = await aKeptContact();
    const query = { properties: 'shoesize,constructor,toString,__proto__' };
    const { body } = await records(`GET ${one}`, { path: { recordId: id }, query });
    const { properties } = body as { properties: Record<string, unknown> };
    for (const name of query.properties.split(',')) {
      expect(Object.getOwnPropertyDescriptor(properties, name)?.value).toBeNull();
    }
  });

  it('no longer shows what it holds of a property that is archived', async () => {
    const properties = propertyStore(dynamo.client, dynamo.tables.directory);
    const size = aProperty('contacts', 'size');
    await properties.create(size, { properties: 10, unique: 1 });
    const made = await records(`POST ${all}`, { body: { properties: { firstname: 'Ada', size: 'L' } } });
    expect(made).toMatchObject({ status: 201, body: { properties: { size: 'L' } } });
    await properties.replace(size, { ...size, archivedAt: someTime, version: 2 });

    const { id } = made.body as { id: string };
    const path = { recordId: id };
    const query = { properties: 'size,firstname' };
    const body = { properties: { firstname: 'Bob' } };
    const inputs = [{ id, ...body }];
    const shown = [
      await records(`GET ${one}`, { path, query }),
      await records(`PATCH ${one}`, { path, body }),
      await records(`POST ${all}/batch/read`, { body: { inputs: [{ id }], properties: ['size'] } }),
      await records(`POST ${all}/batch/update`, { body: { inputs } }),
      await records(`GET ${all}`, { query: { ...query, limit: '100' } }),
    ];
    for (const answer of shown) {
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).not.toContain('"L"');
    }
    const again = { properties: { size: 'M' } };
    expect(await records(`PATCH ${one}`, { path, body: again })).toMatchObject({ status: 400 });
    expect((await contactNow(id))?.properties).toMatchObject({ firstname: 'Bob', size: 'L' });
  });

  it.each<[string, TestRequest & { objectType?: string }, string]>([
    ['an unknown object type', { objectType: 'people', body: { properties: {} } }, 'objectType'],
    ['no body', {}, 'body'],
    ['no properties', { body: {} }, 'properties'],
    ['properties that are a list', { body: { properties: [] } }, 'properties'],
    ['a value that is an object', { body: { properties: { city: { a: 1 } } } }, 'properties.city'],
    ['an unknown field', { body: { properties: {}, id: '1' } }, 'id'],
    ['an unknown property', { body: { properties: { email: 'a@b.co', size: '4' } } }, 'properties.size'],
    ['a wrong e-mail', { body: { properties: { email: 'ada' } } }, 'properties.email'],
    ['nothing that it needs', { body: { properties: { city: 'Bonn' } } }, 'properties'],
    [
      'an unknown owner',
      { body: { properties: { firstname: 'A', hubspot_owner_id: '404' } } },
      'properties.hubspot_owner_id',
    ],
  ])('is not created with %s; the answer names it', async (_, request, field) => {
    expect(await records(`POST ${all}`, request)).toMatchObject({
      status: 400,
      body: {
        category: 'VALIDATION_ERROR',
        errors: expect.arrayContaining([expect.objectContaining({ in: field })]),
      },
    });
  });

  it.each(['1'.repeat(3_000), 'a b', '../1', '#', '%00', anId()])(
    'is not found under the id %j',
    async (recordId) => {
      for (const route of [`GET ${one}`, `DELETE ${one}`]) {
        expect(await records(route, { path: { recordId } })).toMatchObject({ status: 404 });
      }
    },
  );

  it.each([
    ['limit', { limit: '0' }],
    ['limit', { limit: '1000' }],
    ['after', { after: 'made-up' }],
    ['after', { after: '' }],
  ])('is not listed with a bad %s', async (field, query) => {
    expect(await records(`GET ${all}`, { query })).toMatchObject({
      status: 400,
      body: { errors: [{ in: field }] },
    });
  });

  it.each([`POST ${all}`, `PATCH ${one}`, `DELETE ${one}`, `GET ${one}`, `GET ${all}`])(
    'is out of reach of a token without the scope: %s',
    async (route) => {
      const access = route.startsWith('GET') ? 'read' : 'write';
      const others = ['crm.objects.deals.read', 'crm.objects.deals.write', 'crm.objects.contacts'];
      const { id } = await aKeptContact();
      const request = { path: { recordId: id }, body: { properties: { city: 'Bonn' } }, scopes: others };
      expect(await records(route, request)).toMatchObject({
        status: 403,
        body: { errors: [{ code: `crm.objects.contacts.${access}` }] },
      });
      expect(await contactNow(id)).toMatchObject({ version: 1 });
    },
  );
});

describe('a batch over HTTP', () => {
  it('answers 207 with what was done and what was not, by place', async () => {
    const inputs = ['ada', `batch-${anId()}@example.com`, `batch-${anId()}@example.com`].map((email) => ({
      properties: { email },
    }));
    expect(await records(`POST ${all}/batch/create`, { body: { inputs } })).toMatchObject({
      status: 207,
      body: {
        numErrors: 1,
        results: [inputs[1], inputs[2]],
        errors: [{ category: 'VALIDATION_ERROR', context: { input: ['inputs[0]'] } }],
      },
    });
  });

  it('reads each record once and names those that are not there', async () => {
    const { id } = await aKeptContact();
    const missing = anId();
    const inputs = [id, missing, id].map((wanted) => ({ id: wanted }));
    expect(await records(`POST ${all}/batch/read`, { body: { inputs } })).toMatchObject({
      status: 207,
      body: { results: [{ id }], numErrors: 1, errors: [{ context: { ids: [missing] } }] },
    });
  });

  it.each([
    ['none', [], 'inputs'],
    ['more than a hundred', Array.from({ length: 101 }, () => ({ properties: {} })), 'inputs'],
    ['one that is none', [{ properties: {} }, 'x'], 'inputs[1]'],
  ])('refuses inputs of which there is %s', async (_, inputs, field) => {
    const answer = await records(`POST ${all}/batch/create`, { body: { inputs } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: field }] } });
  });
});

describe('assigning over HTTP', () => {
  const assign = (body: unknown, given = scopes) =>
    call(handlers.assign, 'POST /ownership/v1/assign', { body, scopes: given });
  const bulk = (body: unknown) => call(handlers.bulk, 'POST /ownership/v1/bulk-assign', { body, scopes });

  it('gives a record, by number or text, to an owner', async () => {
    const { id } = await aKeptContact();
    const body = { objectType: '0-1', recordId: Number(id), ownerId: 7 };
    expect(await assign(body)).toMatchObject({
      status: 200,
      body: { objectType: 'contacts', recordId: id, ownerId: '7', outcome: 'ASSIGNED' },
    });
  });

  it.each<[string, object, string]>([
    ['no record', { recordId: undefined }, 'recordId'],
    ['no object type', { objectType: undefined }, 'objectType'],
    ['an unknown object type', { objectType: 'people' }, 'objectType'],
    ['a number that JSON has rounded', { recordId: Number('1234567890123456789') }, 'recordId'],
    ['no owner', { ownerId: undefined }, 'ownerId'],
    ['an owner that cannot be', { ownerId: 'ada' }, 'ownerId'],
    ['an owner twice', { ownerEmail: 'ada@example.com' }, 'ownerEmail'],
    ['an unknown e-mail', { ownerId: undefined, ownerEmail: 'nobody@example.com' }, 'ownerEmail'],
    ['an empty e-mail', { ownerId: undefined, ownerEmail: '' }, 'ownerEmail'],
    ['a property that holds no owner', { property: 'email' }, 'property'],
    ['an unknown property', { property: '__proto__' }, 'property'],
    ['a text for a flag', { overwrite: 'yes' }, 'overwrite'],
    ['an unknown field', { force: true }, 'force'],
  ])('is refused with %s; the answer names it and nothing is written', async (_, fields, field) => {
    const { id } = await aKeptContact();
    const body = { objectType: 'contacts', recordId: id, ownerId: '7', ...fields };
    expect(await assign(body)).toMatchObject({ status: 400, body: { errors: [{ in: field }] } });
    expect(await contactNow(id)).toMatchObject({ version: 1 });
  });

  it('is 404 for a record that is not there, 403 without the scope', async () => {
    const body = { objectType: 'contacts', recordId: anId(), ownerId: '7' };
    expect(await assign(body)).toMatchObject({ status: 404 });
    expect(await assign(body, ['crm.objects.contacts.read'])).toMatchObject({ status: 403 });
    expect(await assign({ ...body, objectType: 'deals' })).toMatchObject({ status: 403 });
  });

  it.each<[string, unknown, string]>([
    ['no records', [], 'recordIds'],
    ['more than ten thousand', Array.from({ length: 10_001 }, (_, n) => n), 'recordIds'],
    ['an id that is none', ['1', '2', '3', 'x'], 'recordIds[3]'],
    ['a text for a list', '1', 'recordIds'],
  ])('is refused in bulk with %s', async (_, recordIds, field) => {
    const answer = await bulk({ objectType: 'contacts', recordIds, ownerId: '7' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: field }] } });
  });
});
