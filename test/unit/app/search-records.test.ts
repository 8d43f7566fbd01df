import { describe, expect, it } from 'vitest';
import type { SearchDeps } from '../../../lib/app/search/find-matches.ts';
import { searchRecords } from '../../../lib/app/search/search-records.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import type { Search } from '../../../lib/domain/search/search.ts';
import { allShards, shardOf } from '../../../lib/domain/shard.ts';
import { aContact } from '../../support/builders.ts';

const set = propertySet('contacts');
const cities = ['Bern', 'Wien'];
const count = 30_000;

const contacts: readonly CrmRecord[] = Array.from({ length: count }, (_, place) =>
  aContact({
    id: String(1_000_000 + place),
    properties: { city: cities[place % 2] ?? '', lastname: `L${(place * 7_919) % count}` },
  }),
);
const byId = new Map(contacts.map((contact) => [contact.id, contact]));

/** More records than an emulator would take in a moment, page by page as its indexes give them. */
const kept = (): { deps: SearchDeps; visited: () => number; got: () => readonly string[] } => {
  let visited = 0;
  const got: string[] = [];
  const deps: SearchDeps = {
    records: {
      getMany: async (_, ids) => {
        got.push(...ids);
        return new Map(ids.flatMap((id) => [[id, byId.get(id) ?? aContact()] as const]));
      },
      findIds: async () => new Map(),
    },
    indexes: {
      firstIds: async (_, most) => contacts.slice(0, most).map(({ id }) => id),
      count: async (_, most) => Math.min(most, count),
      readType: async (_type, _names, visit) => {
        const shards = allShards.map((shard) => contacts.filter(({ id }) => shardOf(id) === shard));
        const pages = shards.map((shard) => chunksOf(shard, 500));
        // Turn by turn, as shards answer that are asked all at a time.
        while (pages.some((shard) => shard.length > 0)) {
          for (const shard of pages) {
            const page = shard.shift();
            if (page === undefined) continue;
            visited += page.length;
            if (!visit(page)) shard.length = 0;
          }
        }
      },
    },
  };
  return { deps, visited: () => visited, got: () => got };
};

const asked = (fields: Partial<Search> = {}): Search => ({
  objectType: 'contacts',
  groups: [],
  limit: 100,
  offset: 0,
  ...fields,
});
const inBern = [{ filters: [{ propertyName: 'city', operator: 'EQ' as const, value: 'bern' }] }];

describe('a search of very many records', () => {
  it('counts to 10,000 and says that there are more', async () => {
    const { deps } = kept();
    for (const groups of [[], inBern]) {
      const found = await searchRecords(deps, set, asked({ groups }));
      expect(found).toMatchObject({ total: 10_000, more: true });
      expect(found.records).toHaveLength(100);
    }
  });

  it('gives the matches in the order of their ids, and stops reading when it has all that can be reached', async () => {
    const { deps, visited } = kept();
    const bern = contacts.filter(({ properties }) => properties['city'] === 'Bern').map(({ id }) => id);
    const { records } = await searchRecords(deps, set, asked({ groups: inBern, offset: 9_900 }));
    expect(records.map(({ id }) => id)).toEqual(bern.slice(9_900, 10_000));
    expect(visited()).toBeLessThan(count);
  });

  it('reads all where it has to sort', async () => {
    const { deps, visited } = kept();
    const sort = { propertyName: 'lastname', direction: 'DESCENDING' } as const;
    const { records } = await searchRecords(deps, set, asked({ groups: inBern, sort, limit: 1 }));
    const last = contacts
      .filter(({ properties }) => properties['city'] === 'Bern')
      .map(({ properties }) => properties['lastname'] ?? '')
      .sort()
      .at(-1);
    expect(records[0]?.properties['lastname']).toBe(last);
    expect(visited()).toBe(count);
  });

  it('reads once each record that can match, and nothing else, where the filters say which these are', async () => {
    const { deps, visited, got } = kept();
    const values = contacts.slice(0, 6).map(({ id }) => id);
    const named = { propertyName: 'hs_object_id', operator: 'IN', values } as const;
    const groups = [{ filters: [named, ...inBern.flatMap(({ filters }) => filters)] }];
    const { records } = await searchRecords(deps, set, asked({ groups }));
    expect(records.map(({ id }) => id)).toEqual(values.filter((_, place) => place % 2 === 0));
    expect(got()).toEqual(values);
    expect(visited()).toBe(0);
  });

  it('gives no more of the last page than can be reached, and says that there is more', async () => {
    const { deps } = kept();
    const { records, more } = await searchRecords(deps, set, asked({ offset: 9_950 }));
    expect(records).toHaveLength(50);
    expect(more).toBe(true);
  });
});
