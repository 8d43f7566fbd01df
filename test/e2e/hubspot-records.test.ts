import type { Client } from '@hubspot/api-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { hubspotClient } from '../support/hubspot-client.ts';
import { anOwner, freshEmail } from '../support/rota.ts';

let client: Client;
beforeAll(async () => {
  client = await hubspotClient();
});

type Properties = Record<string, string>;

const basicApiOf = {
  contacts: () => client.crm.contacts.basicApi,
  companies: () => client.crm.companies.basicApi,
  deals: () => client.crm.deals.basicApi,
  tickets: () => client.crm.tickets.basicApi,
};
type Type = keyof typeof basicApiOf;

const create = (type: Type, properties: Properties) =>
  basicApiOf[type]().create({ properties, associations: [] });

/** Every id of a list, page by page. */
const idsOf = async (type: Type, limit: number, archived = false): Promise<string[]> => {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await basicApiOf[type]().getPage(limit, after, undefined, undefined, undefined, archived);
    expect(page.results.length).toBeLessThanOrEqual(limit);
    ids.push(...page.results.map(({ id }) => id));
    after = page.paging?.next?.after;
  } while (after !== undefined);
  return ids;
};

describe.each<[Type, () => Properties, Properties]>([
  ['contacts', () => ({ email: freshEmail() }), { firstname: 'Ada', city: 'London' }],
  [
    'companies',
    () => ({ name: 'Analytical Engines' }),
    { domain: `${freshEmail().split('-')[0]}.example.com` },
  ],
  [
    'deals',
    () => ({ dealname: 'Engine no. 2' }),
    { amount: '1500.5', closedate: '2026-12-31T00:00:00.000Z' },
  ],
  ['tickets', () => ({ subject: 'It does not stop' }), { content: 'The wheel turns on.' }],
])('HubSpot’s client', (type, fresh, change) => {
  it(`creates one of ${type}, reads and changes it`, async () => {
    const [properties, owner] = [fresh(), await anOwner()];
    const api = basicApiOf[type]();
    const created = await create(type, properties);
    expect(created).toMatchObject({ properties, archived: false });
    expect(created.createdAt).toBeInstanceOf(Date);
    expect(created.updatedAt).toBeInstanceOf(Date);

    const changed = await api.update(created.id, { properties: { ...change, hubspot_owner_id: owner } });
    expect(changed.properties).toMatchObject({ ...properties, ...change, hubspot_owner_id: owner });
    expect(changed.createdAt).toEqual(created.createdAt);
    expect(changed.updatedAt.getTime()).toBeGreaterThan(created.updatedAt.getTime());

    const [name = ''] = Object.keys(change);
    const read = await api.getById(created.id, [name, 'hubspot_owner_id', 'hs_object_id']);
    expect(read).toMatchObject({
      id: created.id,
      properties: { [name]: change[name], hubspot_owner_id: owner, hs_object_id: created.id },
      updatedAt: changed.updatedAt,
    });
    const cleared = await api.update(created.id, { properties: { [name]: '' } });
    expect(cleared.properties[name] ?? null).toBeNull();
  });

  it(`archives one of ${type}, which can then be read as archived`, async () => {
    const api = basicApiOf[type]();
    const { id } = await create(type, fresh());
    await api.archive(id);
    await expect(api.getById(id)).rejects.toMatchObject({
      code: 404,
      body: { category: 'OBJECT_NOT_FOUND' },
    });
    const archived = await api.getById(id, undefined, undefined, undefined, true);
    expect(archived).toMatchObject({ id, archived: true });
    expect(archived.archivedAt).toBeInstanceOf(Date);
    expect(await idsOf(type, 100, true)).toContain(id);
  });

  it(`hears which properties ${type} do not have`, async () => {
    const unknown = { shoe_size: '42', hat: 'none' };
    const refusal = {
      code: 400,
      body: {
        category: 'VALIDATION_ERROR',
        errors: Object.keys(unknown).map((name) => ({
          in: `properties.${name}`,
          code: 'PROPERTY_DOESNT_EXIST',
          message: expect.stringContaining(name),
        })),
      },
    };
    await expect(create(type, { ...fresh(), ...unknown })).rejects.toMatchObject(refusal);
    const { id } = await create(type, fresh());
    await expect(basicApiOf[type]().update(id, { properties: unknown })).rejects.toMatchObject(refusal);
  });

  it(`hears that ${type} need something to be told by`, async () => {
    await expect(create(type, {})).rejects.toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
  });

  it(`hears that an owner of ${type} does not exist`, async () => {
    await expect(create(type, { ...fresh(), hubspot_owner_id: '404' })).rejects.toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR', errors: [{ in: 'properties.hubspot_owner_id' }] },
    });
  });
});

describe('HubSpot’s client', () => {
  it('pages through every record once', async () => {
    const made: string[] = [];
    for (let each = 0; each < 7; each += 1)
      made.push((await create('deals', { dealname: `Deal ${each}` })).id);
    const ids = await idsOf('deals', 3);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made));
    const all = await client.crm.deals.getAll(100, undefined, ['dealname']);
    const names = new Map(all.map(({ id, properties }) => [id, properties['dealname']]));
    expect(made.map((id) => names.get(id))).toEqual(made.map((_, each) => `Deal ${each}`));
  });

  it('shows every property that was asked for, null where it is empty', async () => {
    const email = freshEmail();
    const { id } = await create('contacts', { email });
    const { properties } = await client.crm.contacts.basicApi.getById(id, ['email', 'phone', 'no_such_one']);
    expect(properties).toMatchObject({ email, phone: null, no_such_one: null, hs_object_id: id });
  });

  it('may ask for what Rota does not keep, which is ignored', async () => {
    const { id } = await create('contacts', { email: freshEmail() });
    const read = await client.crm.contacts.basicApi.getById(id, undefined, undefined, ['companies', 'deals']);
    expect(read).toMatchObject({ id, archived: false });
  });

  it('reads, changes and looks up in batches by a unique property', async () => {
    const [email, api] = [freshEmail(), client.crm.contacts.basicApi];
    const { id } = await create('contacts', { email });
    const read = (idProperty: string, value: string) =>
      api.getById(value, ['email'], undefined, undefined, undefined, idProperty);
    expect(await read('email', email.toUpperCase())).toMatchObject({ id, properties: { email } });
    const changed = await api.update(email, { properties: { city: 'Bern' } }, 'email');
    expect(changed).toMatchObject({ id, properties: { city: 'Bern' } });
    const many = await client.crm.contacts.batchApi.read({
      inputs: [{ id: email }],
      idProperty: 'email',
      properties: ['city'],
      propertiesWithHistory: [],
    });
    expect(many.results).toMatchObject([{ id, properties: { city: 'Bern' } }]);
    await expect(read('city', 'Bern')).rejects.toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
    await expect(read('email', freshEmail())).rejects.toMatchObject({ code: 404 });
  });
});
