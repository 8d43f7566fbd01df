import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContact, aContactOf, anId, aRecord, changed } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { searchDesk } from '../support/search-desk.ts';

let dynamo: TestDynamo;
let desk: ReturnType<typeof searchDesk>;

const owned: CrmRecord[] = Array.from({ length: 45 }, () => aContactOf('42'));
const free: CrmRecord[] = Array.from({ length: 15 }, () => aContact());
const archived = { ...aContactOf('42'), archivedAt: '2026-03-02T00:00:00.000Z' };
const ada = aContact({
  properties: {
    email: `ada-${anId()}@example.com`,
    firstname: 'Ada',
    city: 'Berlin',
    hubspot_owner_id: '43',
  },
});
const deals = ['5', '10', '7.5', undefined].map((amount, place) =>
  aRecord('deals', {
    properties: { dealname: `Deal ${place}`, ...(amount === undefined ? {} : { amount }) },
    createdAt: `2026-03-0${place + 1}T09:00:00.000Z`,
  }),
);

const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id).sort();
const filter = (propertyName: string, operator: string, value?: unknown) => ({
  propertyName,
  operator,
  value,
});
const one = (...filters: object[]) => ({ filterGroups: [{ filters }] });

beforeAll(async () => {
  dynamo = await startDynamo();
  desk = searchDesk(dynamo);
  await desk.keep([...owned, ...free, archived, ...deals]);
  await recordStore(dynamo.client, dynamo.tables).commit([{ before: undefined, after: ada }]);
});
afterAll(() => dynamo?.stop());

describe('a search', () => {
  it('pages through what an owner has, every record once, in the order of the ids', async () => {
    const body = { ...one(filter('hubspot_owner_id', 'EQ', '42')), limit: 20 };
    expect(await desk.search('contacts', body)).toMatchObject({
      total: 45,
      paging: { next: { after: '20' } },
    });
    expect(await desk.searchAll('contacts', body)).toEqual(idsOf(owned));
  });

  it('finds what nobody owns, and everything', async () => {
    const unowned = { ...one(filter('hubspot_owner_id', 'NOT_HAS_PROPERTY')), limit: 200 };
    expect(await desk.searchAll('contacts', unowned)).toEqual(idsOf(free));
    const all = await desk.search('contacts', { limit: 200 });
    expect(all.total).toBe(61);
    expect(all.paging).toBeUndefined();
    expect(idsOf(all.results)).toEqual(idsOf([...owned, ...free, ada]));
  });

  it('finds a contact by its e-mail in any case, and shows the properties asked for', async () => {
    const { email = '' } = ada.properties;
    const body = { ...one(filter('email', 'EQ', email.toUpperCase())), properties: ['city', 'zip'] };
    const { total, results } = await desk.search('contacts', body);
    expect(total).toBe(1);
    expect(results).toMatchObject([{ id: ada.id, properties: { city: 'Berlin', zip: null } }]);
    expect(results[0]?.properties).not.toHaveProperty('email');
    const alsoElsewhere = one(filter('email', 'EQ', email), filter('city', 'EQ', 'Paris'));
    expect(await desk.search('contacts', alsoElsewhere)).toEqual({ total: 0, results: [] });
  });

  it('finds records by id, the archived ones and those of other types not', async () => {
    const values = [ada.id, archived.id, deals[0]?.id, '1', ada.id];
    const byId = { filters: [{ propertyName: 'hs_object_id', operator: 'IN', values }] };
    expect(await desk.searchAll('contacts', byId)).toEqual([ada.id]);
  });

  it('tries every record where no key or index tells, groups being alternatives', async () => {
    const filterGroups = [
      { filters: [filter('city', 'EQ', 'berlin')] },
      { filters: [filter('email', 'CONTAINS_TOKEN', free[0]?.properties['email'])] },
    ];
    const found = await desk.searchAll('contacts', { filterGroups });
    expect(found).toEqual(idsOf([ada, ...free.slice(0, 1)]));
  });

  it('looks for the words of a query', async () => {
    expect(await desk.searchAll('contacts', { query: 'ADA' })).toEqual([ada.id]);
    expect(await desk.search('contacts', { query: 'ada grace' })).toMatchObject({ total: 0 });
  });

  it.each<[unknown, number[]]>([
    ['amount', [0, 2, 1, 3]],
    ['-amount', [1, 2, 0, 3]],
    [{ propertyName: 'amount', direction: 'DESCENDING' }, [1, 2, 0, 3]],
    [JSON.stringify({ propertyName: 'createdate', direction: 'DESCENDING' }), [3, 2, 1, 0]],
    [{ propertyName: 'dealname' }, [0, 1, 2, 3]],
  ])('sorts by %j', async (sort, order) => {
    const found = await desk.searchAll('deals', { sorts: [sort], limit: 3 });
    expect(found).toEqual(order.map((place) => deals[place]?.id));
  });

  it('tries the records of an owner where more is asked of them', async () => {
    const body = one(filter('hubspot_owner_id', 'EQ', '43'), filter('firstname', 'EQ', 'ada'));
    expect(await desk.searchAll('contacts', body)).toEqual([ada.id]);
    const sorted = { ...one(filter('hubspot_owner_id', 'EQ', '42')), sorts: ['-hs_object_id'], limit: 200 };
    expect(await desk.searchAll('contacts', sorted)).toEqual(idsOf(owned).reverse());
  });

  it('filters by the times of a record, also as milliseconds', async () => {
    const since = Date.parse('2026-03-03T09:00:00.000Z');
    const found = await desk.searchAll('deals', one(filter('hs_createdate', 'GTE', since)));
    expect(found).toEqual(idsOf(deals.slice(2)));
    const before = one(filter('createdate', 'LT', String(since)));
    expect(await desk.searchAll('deals', before)).toEqual(idsOf(deals.slice(0, 2)));
  });

  it('leaves out what has changed behind the back of the index', async () => {
    const ticket = aRecord('tickets', { properties: { subject: 'Printer on fire' } });
    await desk.keep([ticket]);
    const body = one(filter('subject', 'EQ', 'printer on fire'));
    expect(await desk.searchAll('tickets', body)).toEqual([ticket.id]);
    const gone = changed(ticket, { archivedAt: '2026-03-02T00:00:00.000Z' });
    await recordStore(dynamo.client, dynamo.tables).commit([{ before: ticket, after: gone }]);
    expect(await desk.search('tickets', body)).toEqual({ total: 0, results: [] });
  });

  it.each<[unknown, string]>([
    [one(filter('shoesize', 'EQ', '42')), 'filterGroups[0].filters[0].propertyName'],
    [one(filter('amount', 'EQ', '1'), filter('amount', 'EQ', 'abc')), 'filterGroups[0].filters[1].value'],
    [one(filter('amount', 'LIKE', '1')), 'filterGroups[0].filters[0].operator'],
    [{ filters: [filter('dealname', 'GT', 'a')] }, 'filters[0].operator'],
    [{ filterGroups: Array(6).fill({ filters: [filter('dealname', 'HAS_PROPERTY')] }) }, 'filterGroups'],
    [one(...Array(7).fill(filter('dealname', 'HAS_PROPERTY'))), 'filterGroups[0].filters'],
    [{ sorts: ['shoesize'] }, 'sorts[0].propertyName'],
    [{ sorts: ['amount', 'dealname'] }, 'sorts'],
    [{ sorts: ['{"propertyName":'] }, 'sorts[0]'],
    [{ sorts: [{ propertyName: 'amount', direction: 'UP' }] }, 'sorts[0]'],
    [{ limit: 201 }, 'limit'],
    [{ limit: 0 }, 'limit'],
    [{ after: 'abc' }, 'after'],
    [{ after: '-1' }, 'after'],
    [{ after: 1.5 }, 'after'],
    [{ after: '10000' }, 'after'],
    [{ query: 'x'.repeat(3_001) }, 'query'],
    [{ filterGroup: [] }, 'filterGroup'],
    [[], 'body'],
  ])('refuses %j', async (body, field) => {
    expect(await desk.ask('deals', body)).toMatchObject({
      status: 400,
      body: { category: 'VALIDATION_ERROR', errors: [expect.objectContaining({ in: field })] },
    });
  });

  it('takes the first page by any of its names', async () => {
    for (const after of [0, '0', null, undefined]) {
      expect(await desk.search('deals', { after, limit: 1 })).toMatchObject({ total: 4 });
    }
    expect(await desk.search('deals', { after: 9_999 })).toEqual({ total: 4, results: [] });
  });

  it('needs the scope of the object type, and an object type', async () => {
    const scopes = ['crm.objects.contacts.read'];
    expect(await desk.ask('deals', {}, { scopes })).toMatchObject({
      status: 403,
      body: { category: 'MISSING_SCOPES' },
    });
    expect(await desk.ask('0-1', {}, { scopes })).toMatchObject({ status: 200 });
    expect(await desk.ask('shoes', {})).toMatchObject({ status: 400 });
  });
});
