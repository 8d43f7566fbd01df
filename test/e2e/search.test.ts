import { randomUUID } from 'node:crypto';
import type { Client } from '@hubspot/api-client';
import { FilterOperatorEnum as Operator } from '@hubspot/api-client/lib/codegen/crm/deals/models/Filter.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { hubspotClient } from '../support/hubspot-client.ts';
import { anOwner, aContact as newContact, post } from '../support/rota.ts';

type Asked = {
  propertyName: string;
  operator: Operator;
  value?: string;
  highValue?: string;
  values?: string[];
};

/** A word that only the records of this file have. */
const mark = `mark${randomUUID().slice(0, 8)}`;
const marked: Asked = { propertyName: 'dealname', operator: Operator.ContainsToken, value: mark };

let client: Client;
let ownerId: string;

beforeAll(async () => {
  client = await hubspotClient();
  ownerId = await anOwner();
  const properties: Record<string, string>[] = [
    { dealname: 'Alpha', amount: '5', closedate: '2026-03-01', hubspot_owner_id: ownerId },
    { dealname: 'beta', amount: '10', closedate: '2026-03-31' },
    { dealname: 'Gamma', amount: '7.5' },
    { dealname: 'delta' },
  ];
  await client.crm.deals.batchApi.create({
    inputs: properties.map(({ dealname, ...others }) => ({
      properties: { dealname: `${dealname} ${mark}`, ...others },
      associations: [],
    })),
  });
});

const search = (filters: Asked[], more: { sorts?: string[]; limit?: number; after?: string } = {}) =>
  client.crm.deals.searchApi.doSearch({
    filterGroups: [{ filters: [marked, ...filters] }],
    properties: ['dealname', 'amount'],
    sorts: ['dealname'],
    ...more,
  });

const namesOf = ({ results }: { results: { properties: Record<string, string | null> }[] }) =>
  results.map(({ properties }) => properties['dealname']?.split(' ')[0]);

describe('HubSpot’s client', () => {
  it.each<[string[], Asked]>([
    [['Alpha'], { propertyName: 'amount', operator: Operator.Eq, value: '5.0' }],
    [['beta', 'Gamma'], { propertyName: 'amount', operator: Operator.Neq, value: '5' }],
    [['Alpha'], { propertyName: 'amount', operator: Operator.Lt, value: '7.5' }],
    [['Alpha', 'Gamma'], { propertyName: 'amount', operator: Operator.Lte, value: '7.5' }],
    [['beta'], { propertyName: 'amount', operator: Operator.Gt, value: '7.5' }],
    [['beta', 'Gamma'], { propertyName: 'amount', operator: Operator.Gte, value: '7.5' }],
    [['Alpha', 'Gamma'], { propertyName: 'amount', operator: Operator.Between, value: '5', highValue: '9' }],
    [['Alpha', 'beta'], { propertyName: 'amount', operator: Operator.In, values: ['5', '10', '11'] }],
    [['Gamma'], { propertyName: 'amount', operator: Operator.NotIn, values: ['5', '10'] }],
    [['Alpha', 'beta', 'Gamma'], { propertyName: 'amount', operator: Operator.HasProperty }],
    [['delta'], { propertyName: 'amount', operator: Operator.NotHasProperty }],
    [['beta', 'delta'], { propertyName: 'dealname', operator: Operator.ContainsToken, value: '*ta' }],
    [['Alpha', 'Gamma'], { propertyName: 'dealname', operator: Operator.NotContainsToken, value: '*TA' }],
    [['Alpha'], { propertyName: 'hubspot_owner_id', operator: Operator.HasProperty }],
    [['beta'], { propertyName: 'closedate', operator: Operator.Gte, value: '1774915200000' }],
  ])('finds %j', async (names, filter) => {
    const found = await search([filter]);
    expect(namesOf(found)).toEqual(names);
    expect(found.total).toBe(names.length);
  });

  it('finds by owner, and by e-mail in any case', async () => {
    const byOwner: Asked = { propertyName: 'hubspot_owner_id', operator: Operator.Eq, value: ownerId };
    const { total, results } = await client.crm.deals.searchApi.doSearch({
      filterGroups: [{ filters: [byOwner] }],
    });
    expect(total).toBe(1);
    expect(results[0]?.createdAt).toBeInstanceOf(Date);
    const email = `${mark}@example.com`;
    const id = await newContact({ email });
    const byEmail: Asked = { propertyName: 'email', operator: Operator.Eq, value: email.toUpperCase() };
    const found = await client.crm.contacts.searchApi.doSearch({ filterGroups: [{ filters: [byEmail] }] });
    expect(found.results).toMatchObject([{ id, properties: { email, hs_object_id: id } }]);
    const byWords = await client.crm.contacts.searchApi.doSearch({ query: mark });
    expect(byWords.results).toMatchObject([{ id }]);
  });

  it('sorts, in all the ways in which it is told to', async () => {
    const sort = { propertyName: 'amount', direction: 'DESCENDING' };
    expect(namesOf(await search([], { sorts: [JSON.stringify(sort)] }))).toEqual([
      'beta',
      'Gamma',
      'Alpha',
      'delta',
    ]);
    expect(namesOf(await search([], { sorts: ['amount'] }))).toEqual(['Alpha', 'Gamma', 'beta', 'delta']);
    expect(namesOf(await search([], { sorts: ['-dealname'] }))).toEqual(['Gamma', 'delta', 'beta', 'Alpha']);
  });

  it('pages to the end', async () => {
    const names: (string | undefined)[] = [];
    let after: string | undefined = '0';
    while (after !== undefined) {
      const page: Awaited<ReturnType<typeof search>> = await search([], { limit: 3, after });
      expect(page.total).toBe(4);
      names.push(...namesOf(page));
      after = page.paging?.next?.after;
    }
    expect(names).toEqual(['Alpha', 'beta', 'delta', 'Gamma']);
  });

  it('hears what is wrong', async () => {
    const wrong: Asked = { propertyName: 'amount', operator: Operator.ContainsToken, value: '5' };
    await expect(search([wrong])).rejects.toMatchObject({
      code: 400,
      body: { errors: [{ in: 'filterGroups[0].filters[1].operator', code: 'INVALID_OPERATOR' }] },
    });
    await expect(search([], { after: '10000' })).rejects.toMatchObject({ code: 400 });
  });
});

describe('a search', () => {
  it('takes the filters of one group without the list around them', async () => {
    const { status, body } = await post('/crm/v3/objects/deals/search', { filters: [marked], limit: 2 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 4, paging: { next: { after: '2' } } });
  });
});
