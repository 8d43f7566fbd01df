import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/properties/handler.ts';
import { newStandings } from '../../lib/domain/rotation/standings.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { propertyStore } from '../../lib/store/directory/property-store.ts';
import { rotationStore } from '../../lib/store/rotations/rotation-store.ts';
import { anId, aRotationAmong, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { meanwhile, withFaults } from '../support/faults.ts';
import { call, type TestRequest } from '../support/http-event.ts';

const all = '/crm/v3/properties/{objectType}';
const one = `${all}/{propertyName}`;

let dynamo: TestDynamo;
let handler: ApiHandler;
const handlerOn = (client = dynamo.client) => {
  const { directory } = dynamo.tables;
  const rotations = rotationStore(client, dynamo.tables);
  return createHandler({ properties: propertyStore(client, directory), rotations, now: () => someTime });
};
beforeAll(async () => {
  dynamo = await startDynamo();
  handler = handlerOn();
});
afterAll(() => dynamo?.stop());

type Asked = TestRequest & { objectType?: string; name?: string };
const ask = (route: string, { objectType = 'contacts', name, path, ...rest }: Asked = {}, on = handler) =>
  call(on, route, {
    scopes: ['crm.schemas.contacts.read', 'crm.schemas.contacts.write'],
    ...rest,
    path: { objectType, ...(name === undefined ? {} : { propertyName: name }), ...path },
  });

const freshName = (): string => `p${anId()}`;
const text = (fields = {}) => ({
  name: freshName(),
  label: 'A text',
  type: 'string',
  fieldType: 'text',
  groupName: 'contactinformation',
  ...fields,
});
const made = async (fields = {}) => {
  const body = text(fields);
  expect(await ask(`POST ${all}`, { body })).toMatchObject({ status: 201 });
  return body;
};

describe('a property over HTTP', () => {
  it('is created, read, changed and deleted in the shape that HubSpot has', async () => {
    const body = text({
      type: 'enumeration',
      fieldType: 'select',
      description: 'How large.',
      options: [
        { label: 'Small', value: 's' },
        { label: 'Large', value: 'l', displayOrder: 7, hidden: true },
      ],
    });
    const { name } = body;
    const shown = {
      ...body,
      options: [
        { label: 'Small', value: 's', displayOrder: 0, hidden: false },
        { label: 'Large', value: 'l', displayOrder: 7, hidden: true },
      ],
      hasUniqueValue: false,
      calculated: false,
      externalOptions: false,
      displayOrder: -1,
      hidden: false,
      formField: false,
      hubspotDefined: false,
      archived: false,
      createdAt: someTime,
      updatedAt: someTime,
      createdUserId: 'ada@example.com',
      updatedUserId: 'ada@example.com',
      modificationMetadata: {
        archivable: true,
        readOnlyDefinition: false,
        readOnlyOptions: false,
        readOnlyValue: false,
      },
    };
    expect(await ask(`POST ${all}`, { body })).toMatchObject({ status: 201, body: shown });
    expect((await ask(`GET ${one}`, { name })).body).toEqual(shown);
    const change = { label: 'Size', type: 'enumeration', options: [{ label: 'Medium', value: 'm' }] };
    expect(await ask(`PATCH ${one}`, { name, body: change })).toMatchObject({
      status: 200,
      body: { label: 'Size', description: 'How large.', options: [{ value: 'm' }] },
    });
    expect(await ask(`DELETE ${one}`, { name })).toMatchObject({ status: 204 });
    expect(await ask(`GET ${one}`, { name })).toMatchObject({ status: 404 });
    expect(await ask(`DELETE ${one}`, { name })).toMatchObject({ status: 404 });
    expect(await ask(`PATCH ${one}`, { name, body: change })).toMatchObject({ status: 404 });
    expect(await ask(`GET ${one}`, { name, query: { archived: 'true' } })).toMatchObject({
      status: 200,
      body: { archived: true, archivedAt: someTime, label: 'Size' },
    });
  });

  it('stands in the list behind those that every account has, archived ones in a list of their own', async () => {
    const [kept, gone] = [await made(), await made()];
    await ask(`DELETE ${one}`, { name: gone.name });
    const list = async (query = {}) => {
      const { body } = await ask(`GET ${all}`, { query });
      return (body as { results: { name: string }[] }).results.map(({ name }) => name);
    };
    expect((await list())[0]).toBe('email');
    expect(await list()).toContain(kept.name);
    expect(await list()).not.toContain(gone.name);
    expect(await list({ archived: 'true' })).toContain(gone.name);
    expect(await list({ archived: 'true' })).not.toContain('email');
  });

  it.each([
    ['email', { type: 'string', fieldType: 'text', hasUniqueValue: true }],
    ['hubspot_owner_id', { type: 'enumeration', fieldType: 'select', referencedObjectType: 'OWNER' }],
    ['lifecyclestage', { type: 'enumeration', options: expect.arrayContaining([expect.anything()]) }],
  ])('shows %s as HubSpot does', async (name, fields) => {
    const body = { ...fields, hubspotDefined: true, modificationMetadata: { archivable: false } };
    expect(await ask(`GET ${one}`, { name })).toMatchObject({ status: 200, body });
  });

  it('holds an owner if it refers to owners', async () => {
    const body = text({ type: 'enumeration', fieldType: 'select', referencedObjectType: 'OWNER' });
    expect(await ask(`POST ${all}`, { body })).toMatchObject({
      status: 201,
      body: { type: 'enumeration', referencedObjectType: 'OWNER', externalOptions: true, options: [] },
    });
    const set = await propertyStore(dynamo.client, dynamo.tables.directory).of('contacts');
    expect(set.users.map(({ name }) => name)).toContain(body.name);
    const change = { label: 'Backup', type: 'enumeration' };
    expect(await ask(`PATCH ${one}`, { name: body.name, body: change })).toMatchObject({ status: 200 });
  });

  it.each([
    [{ name: 'Size' }, 'name', 'INVALID_PROPERTY_NAME'],
    [{ name: '1size' }, 'name', 'INVALID_PROPERTY_NAME'],
    [{ name: 'a'.repeat(101) }, 'name', 'INVALID_PROPERTY_NAME'],
    [{ name: 'hs_size' }, 'name', 'INVALID_PROPERTY_NAME'],
    [{ name: 'constructor' }, 'name', 'INVALID_PROPERTY_NAME'],
    [{ label: ' ' }, 'label', 'TOO_SMALL'],
    [{ type: 'user' }, 'type', 'INVALID_VALUE'],
    [{ fieldType: 'date' }, 'fieldType', 'INVALID_FIELD_TYPE'],
    [{ type: 'date', fieldType: 'date', hasUniqueValue: true }, 'hasUniqueValue', 'INVALID_UNIQUE_PROPERTY'],
    [{ options: [{ label: 'A', value: 'a' }] }, 'options', 'INVALID_OPTION'],
    [{ referencedObjectType: 'OWNER' }, 'type', 'INVALID_TYPE'],
    [{ shape: 'round' }, 'shape', 'UNRECOGNIZED_KEYS'],
    [{ groupName: 'Not a group' }, 'groupName', 'INVALID_FORMAT'],
  ])('is not created with %j', async (fields, field, code) => {
    expect(await ask(`POST ${all}`, { body: text(fields) })).toMatchObject({
      status: 400,
      body: { category: 'VALIDATION_ERROR', errors: [{ in: field, code }] },
    });
  });

  it.each([
    [
      [
        ['A', 'a'],
        ['B', 'a'],
      ],
      'options[1].value',
      'DUPLICATE_OPTION',
    ],
    [
      [
        ['A', 'a'],
        ['a', 'b'],
      ],
      'options[1].label',
      'DUPLICATE_OPTION',
    ],
    [[['A', 'a;b']], 'options[0].value', 'INVALID_OPTION'],
    [
      Array.from({ length: 1_000 }, (_, n) => [`${n} ${'é'.repeat(190)}`, `${n}`]),
      'options',
      'INVALID_OPTION',
    ],
  ])('is not created with the options %j', async (options, field, code) => {
    const body = text({
      type: 'enumeration',
      fieldType: 'checkbox',
      options: options.map(([label, value]) => ({ label, value })),
    });
    expect(await ask(`POST ${all}`, { body })).toMatchObject({
      status: 400,
      body: { errors: [{ in: field, code }] },
    });
  });

  it('has a name once', async () => {
    const { name } = await made();
    for (const taken of [name, 'email']) {
      expect(await ask(`POST ${all}`, { body: text({ name: taken }) })).toMatchObject({
        status: 409,
        body: { category: 'CONFLICT', errors: [{ in: 'name', code: 'PROPERTY_EXISTS' }] },
      });
    }
  });

  it('comes back by its name if it is of the same kind, else not', async () => {
    const { name } = await made();
    await ask(`DELETE ${one}`, { name });
    const other = text({ name, type: 'number', fieldType: 'number' });
    expect(await ask(`POST ${all}`, { body: other })).toMatchObject({ status: 409 });
    expect(await ask(`POST ${all}`, { body: text({ name, label: 'Again' }) })).toMatchObject({ status: 201 });
    expect(await ask(`GET ${one}`, { name })).toMatchObject({ body: { label: 'Again', archived: false } });
  });

  it.each([
    [{ type: 'number', fieldType: 'number' }, 'type'],
    [{ hasUniqueValue: true }, 'hasUniqueValue'],
    [{ type: 'enumeration', fieldType: 'select', referencedObjectType: 'OWNER' }, 'type'],
    [{ name: 'another' }, 'name'],
  ])('does not change by %j', async (body, field) => {
    const { name } = await made();
    expect(await ask(`PATCH ${one}`, { name, body })).toMatchObject({
      status: 400,
      body: { errors: [{ in: field, code: 'IMMUTABLE_PROPERTY_FIELD' }] },
    });
  });

  it('stays a checkbox', async () => {
    const options = [{ label: 'A', value: 'a' }];
    const { name } = await made({ type: 'enumeration', fieldType: 'select', options });
    expect(await ask(`PATCH ${one}`, { name, body: { fieldType: 'checkbox' } })).toMatchObject({
      status: 200,
    });
    expect(await ask(`PATCH ${one}`, { name, body: { fieldType: 'select' } })).toMatchObject({ status: 400 });
  });

  it('is neither changed nor deleted if every account has it', async () => {
    const refused = { status: 400, body: { errors: [{ code: 'READ_ONLY_PROPERTY' }] } };
    expect(await ask(`PATCH ${one}`, { name: 'email', body: { type: 'number' } })).toMatchObject(refused);
    expect(await ask(`DELETE ${one}`, { name: 'email' })).toMatchObject(refused);
  });

  it('is not deleted as long as a rotation sets it', async () => {
    const { name } = await made({ type: 'enumeration', fieldType: 'select', referencedObjectType: 'OWNER' });
    const rotation = aRotationAmong([], { property: name });
    await rotationStore(dynamo.client, dynamo.tables).create(rotation, newStandings(rotation.id, []), []);
    expect(await ask(`DELETE ${one}`, { name })).toMatchObject({
      status: 409,
      body: { errors: [{ code: 'PROPERTY_IN_USE' }] },
    });
  });

  it('keeps what two change at the same moment', async () => {
    const { name } = await made();
    const meddling = meanwhile('PutItem', () =>
      ask(`PATCH ${one}`, { name, body: { description: 'Theirs' } }),
    );
    const overtaken = handlerOn(withFaults(dynamo, meddling));
    await ask(`PATCH ${one}`, { name, body: { label: 'Ours' } }, overtaken);
    expect(await ask(`GET ${one}`, { name })).toMatchObject({
      body: { label: 'Ours', description: 'Theirs' },
    });
  });

  it.each([
    ['GET', all, ['crm.schemas.contacts.write']],
    ['POST', all, ['crm.schemas.contacts.read', 'crm.schemas.deals.write']],
    ['DELETE', one, ['crm.schemas.contacts.read']],
  ])('asks for the scope of its object type: %s %s', async (method, route, scopes) => {
    expect(await ask(`${method} ${route}`, { scopes, name: 'x', body: {} })).toMatchObject({ status: 403 });
  });
});

describe('a batch of properties', () => {
  it('is created, read and archived; what cannot be done is named', async () => {
    const [good, taken] = [text(), await made()];
    const names = [good.name, taken.name, 'email', 'nothing'].map((name) => ({ name }));
    expect(await ask(`POST ${all}/batch/create`, { body: { inputs: [good, taken] } })).toMatchObject({
      status: 207,
      body: {
        status: 'COMPLETE',
        results: [{ name: good.name }],
        numErrors: 1,
        errors: [{ category: 'CONFLICT', context: { name: [taken.name] } }],
      },
    });
    expect(await ask(`POST ${all}/batch/read`, { body: { inputs: names } })).toMatchObject({
      status: 207,
      body: {
        results: [{ name: good.name }, { name: taken.name }, { name: 'email' }],
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { name: ['nothing'] } }],
      },
    });
    const archive = { inputs: [{ name: good.name }, { name: 'nothing' }] };
    expect(await ask(`POST ${all}/batch/archive`, { body: archive })).toMatchObject({ status: 204 });
    const read = { inputs: [{ name: good.name }], archived: true };
    expect(await ask(`POST ${all}/batch/read`, { body: read })).toMatchObject({
      status: 200,
      body: { results: [{ name: good.name, archived: true }] },
    });
  });
});
