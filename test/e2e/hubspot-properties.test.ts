import { randomUUID } from 'node:crypto';
import type { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import type { PropertyCreate } from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { hubspotClient } from '../support/hubspot-client.ts';
import {
  anOwner,
  bodyOf,
  del,
  eventually,
  type Fields,
  freshEmail,
  get,
  patch,
  post,
  upload,
} from '../support/rota.ts';

let client: Client;
beforeAll(async () => {
  client = await hubspotClient();
});

const freshName = (): string => `p_${randomUUID().replaceAll('-', '')}`;

/** Defines a property of contacts; the client's types know the names of HubSpot's types, not their enumeration. */
const define = (fields: object) => {
  const property = { name: freshName(), groupName: 'contactinformation', ...fields };
  return client.crm.properties.coreApi.create('contacts', property as PropertyCreate);
};

const createContact = (properties: Record<string, string>) =>
  client.crm.contacts.basicApi.create({
    properties: { email: freshEmail(), ...properties },
    associations: [],
  });

const option = (value: string, label: string) => ({ value, label, hidden: false, displayOrder: 0 });

describe('HubSpot’s client defines properties', () => {
  it.each<[string, object, string, string]>([
    ['a text', { type: 'string', fieldType: 'text' }, ' L ', 'L'],
    ['a number', { type: 'number', fieldType: 'number' }, '42.50', '42.5'],
    ['a date', { type: 'date', fieldType: 'date' }, '2026-12-31', '2026-12-31'],
    ['a time', { type: 'datetime', fieldType: 'date' }, '2026-12-31T12:00:00Z', '2026-12-31T12:00:00.000Z'],
    ['a truth value', { type: 'bool', fieldType: 'booleancheckbox' }, 'true', 'true'],
    [
      'an option',
      { type: 'enumeration', fieldType: 'select', options: [option('s', 'Small'), option('l', 'Large')] },
      'Large',
      'l',
    ],
    [
      'several options',
      { type: 'enumeration', fieldType: 'checkbox', options: [option('s', 'Small'), option('l', 'Large')] },
      'l;s',
      's;l',
    ],
  ])('that hold %s', async (label, fields, given, kept) => {
    const property = await define({ label, ...fields });
    expect(property).toMatchObject({ label, ...fields, archived: false, hubspotDefined: false });
    expect(property.createdAt).toBeInstanceOf(Date);
    const { id } = await createContact({ [property.name]: given });
    const read = await client.crm.contacts.basicApi.getById(id, [property.name]);
    expect(read.properties[property.name]).toBe(kept);
  });

  it('that are read, changed and archived', async () => {
    const { coreApi, batchApi } = client.crm.properties;
    const { name } = await define({ label: 'Size', type: 'string', fieldType: 'text' });
    expect((await coreApi.getAll('contacts')).results.map((one) => one.name)).toEqual(
      expect.arrayContaining(['email', 'hubspot_owner_id', name]),
    );
    expect(await coreApi.update('contacts', name, { label: 'Shoe size' })).toMatchObject({
      label: 'Shoe size',
    });
    const { id } = await createContact({ [name]: '42' });
    await coreApi.archive('contacts', name);
    await expect(coreApi.getByName('contacts', name)).rejects.toMatchObject({ code: 404 });
    const archived = await coreApi.getByName('contacts', name, true);
    expect(archived.archivedAt).toBeInstanceOf(Date);
    const { properties } = await client.crm.contacts.basicApi.getById(id, [name]);
    expect(properties[name]).toBeNull();
    const found = await client.crm.contacts.searchApi.doSearch({
      filterGroups: [
        { filters: [{ propertyName: 'hs_object_id', operator: FilterOperatorEnum.Eq, value: id }] },
      ],
      properties: [name],
    });
    expect(found.results).toMatchObject([{ id, properties: { [name]: null } }]);
    const change = { properties: { [name]: '43' } };
    await expect(client.crm.contacts.basicApi.update(id, change)).rejects.toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
    const { results } = await batchApi.read('contacts', { archived: false, inputs: [{ name: 'email' }] });
    expect(results).toMatchObject([{ name: 'email', type: 'string', hasUniqueValue: true }]);
  });

  it('that no two contacts have the same value of', async () => {
    const { name } = await define({
      label: 'Badge',
      type: 'string',
      fieldType: 'text',
      hasUniqueValue: true,
    });
    await createContact({ [name]: '7' });
    await expect(createContact({ [name]: '7' })).rejects.toMatchObject({ code: 409 });
  });
});

describe('the properties of contacts', () => {
  it('are answered as the document says', async () => {
    const all = '/crm/v3/properties/contacts';
    const text = (name: string) => ({
      name,
      label: 'Size',
      type: 'string',
      fieldType: 'text',
      groupName: 'contactinformation',
    });
    const [one, other] = [freshName(), freshName()];
    await bodyOf(post(all, text(one)));
    await bodyOf(get(all));
    await bodyOf(get(`${all}/${one}`));
    await bodyOf(patch(`${all}/${one}`, { label: 'Shoe size' }));
    expect(await post(`${all}/batch/create`, { inputs: [text(one), text(other)] })).toMatchObject({
      status: 207,
      body: { numErrors: 1, results: [{ name: other }] },
    });
    await bodyOf(post(`${all}/batch/read`, { inputs: [{ name: one }] }));
    await bodyOf(post(`${all}/batch/archive`, { inputs: [{ name: one }] }));
    await bodyOf(del(`${all}/${other}`));
    await bodyOf(get(`${all}?archived=true`));
  });
});

describe('a further owner of a contact', () => {
  it('is set by a change, an assignment and an import, all of which its history tells', async () => {
    const label = `Backup ${randomUUID()}`;
    const owner = { type: 'enumeration', fieldType: 'select', referencedObjectType: 'OWNER' };
    const { name } = await define({ label, ...owner });
    const [grace, email, alanEmail] = [await anOwner(), freshEmail(), freshEmail()];
    const [ada, alan] = [await anOwner(), await anOwner({ email: alanEmail })];
    const { id } = await createContact({ email });

    await client.crm.contacts.basicApi.update(id, { properties: { [name]: ada } });
    const assigned = post('/ownership/v1/assign', {
      objectType: 'contacts',
      recordId: id,
      ownerId: grace,
      property: name,
    });
    expect(await bodyOf(assigned)).toMatchObject({ outcome: 'ASSIGNED', previousOwnerId: ada });
    await upload(
      `imports/contacts/${randomUUID()}.csv`,
      `Email,${label.toUpperCase()}\n${email},${alanEmail}\n`,
    );

    const changes = async () =>
      (await bodyOf(get(`/ownership/v1/objects/contacts/${id}/changes`)))['results'] as Fields[];
    expect(await eventually(changes, ({ length }) => length === 3)).toMatchObject([
      { property: name, source: 'IMPORT', fromOwnerId: grace, toOwnerId: alan },
      { property: name, source: 'API', fromOwnerId: ada, toOwnerId: grace },
      { property: name, source: 'API', fromOwnerId: null, toOwnerId: ada },
    ]);
    const { properties } = await client.crm.contacts.basicApi.getById(id, [name, 'hubspot_owner_id']);
    expect(properties).toMatchObject({ [name]: alan, hubspot_owner_id: null });
  });
});
