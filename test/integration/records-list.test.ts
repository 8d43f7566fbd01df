import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordStore } from '../../lib/app/ports/records.ts';
import { chunksOf } from '../../lib/chunks-of.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContact, anId, aRecord, changed, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { readsOnly, withFaults } from '../support/faults.ts';

let dynamo: TestDynamo;
let store: RecordStore;
beforeAll(async () => {
  dynamo = await startDynamo();
  store = recordStore(dynamo.client, dynamo.tables);
});
afterAll(() => dynamo?.stop());

const createAll = async (records: CrmRecord[]): Promise<void> => {
  for (const some of chunksOf(records, 100)) {
    await store.commit(some.map((record) => ({ before: undefined, after: record })));
  }
};
const archive = (record: CrmRecord) =>
  store.commit([{ before: record, after: changed(record, { archivedAt: someTime }) }]);

/** All pages of a list, the ids of each. */
const pagesOf = async (objectType: ObjectType, limit: number, archived = false): Promise<string[][]> => {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const { records, next } = await store.list(objectType, { archived, limit, after });
    pages.push(records.map(({ id }) => id));
    after = next;
  } while (after !== undefined);
  return pages;
};

describe('a list of records', () => {
  const deals = Array.from({ length: 41 }, () => aRecord('deals', { properties: { dealname: 'Engine' } }));
  const ids = deals.map(({ id }) => id);
  beforeAll(() => createAll(deals));

  it.each([1, 2, 7, 8, 20, 40, 41, 42, 100])(
    'pages through all shards in the order of the ids, %i at a time',
    async (limit) => {
      const pages = await pagesOf('deals', limit);
      expect(pages.flat()).toEqual(ids);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      expect(pages).toHaveLength(Math.ceil(41 / limit));
    },
  );

  it('goes on behind a record that has been archived since', async () => {
    const tickets = Array.from({ length: 6 }, () => aRecord('tickets'));
    await createAll(tickets);
    const [first, second, third] = tickets;
    const { next } = await store.list('tickets', { archived: false, limit: 2 });
    expect(next).toBe(second?.id);
    if (second !== undefined) await archive(second);
    const page = await store.list('tickets', { archived: false, limit: 2, after: next });
    expect(page.records[0]?.id).toBe(third?.id);
    expect((await pagesOf('tickets', 100)).flat()).toEqual(
      [first, ...tickets.slice(2)].map((ticket) => ticket?.id),
    );
    expect(await pagesOf('tickets', 100, true)).toEqual([[second?.id]]);
  });

  it('has the archived records apart, in pages as well', async () => {
    const companies = Array.from({ length: 10 }, () => aRecord('companies'));
    await createAll(companies);
    await Promise.all(companies.slice(0, 7).map(archive));
    const expected = companies.map(({ id }) => id);
    expect((await pagesOf('companies', 2, true)).flat()).toEqual(expected.slice(0, 7));
    expect((await pagesOf('companies', 2)).flat()).toEqual(expected.slice(7));
  });

  it('is one empty page where there is nothing', async () => {
    expect(await store.list('contacts', { archived: true, limit: 10 })).toEqual({
      records: [],
      next: undefined,
    });
    expect(await store.list('deals', { archived: false, limit: 10, after: ids.at(-1) })).toEqual({
      records: [],
      next: undefined,
    });
  });
});

describe('reading many at once', () => {
  const contacts = Array.from({ length: 230 }, () => aContact());
  const ids = contacts.map(({ id }) => id);
  const keys = contacts.map(({ properties }) => `contacts#email#${properties['email']}`);
  beforeAll(async () => {
    for (let start = 0; start < contacts.length; start += 50)
      await createAll(contacts.slice(start, start + 50));
  });

  it('finds all of more than a hundred, each once, and nothing for what is not there', async () => {
    const found = await store.getMany('contacts', [...ids, ...ids, anId()]);
    expect(found.size).toBe(230);
    expect(contacts.map(({ id }) => found.get(id))).toEqual(contacts);
  });

  it('finds the ids of more than a hundred keys', async () => {
    const found = await store.findIds([...keys, ...keys, 'contacts#email#nobody@example.com']);
    expect(found).toEqual(new Map(keys.map((key, n) => [key, ids[n]])));
  });

  it('finds nothing for nothing', async () => {
    expect(await store.getMany('contacts', [])).toEqual(new Map());
    expect(await store.findIds([])).toEqual(new Map());
  });

  it.each([
    ['one by one', readsOnly(40, 4)],
    ['at first nothing', readsOnly(0, 3)],
  ])('asks again for what DynamoDB hands back, here %s', async (_, fault) => {
    const short = recordStore(withFaults(dynamo, fault), dynamo.tables);
    const found = await short.getMany('contacts', ids);
    expect([...found.keys()].sort()).toEqual(ids);
  });

  it('fails rather than leave out what stays unread', async () => {
    const starved = recordStore(withFaults(dynamo, readsOnly(0)), dynamo.tables);
    await expect(starved.getMany('contacts', ids.slice(0, 1))).rejects.toThrow('unread');
  });
});
