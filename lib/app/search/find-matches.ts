import { compile, type Matcher } from '../../domain/filter/compile.ts';
import { filterableProperties } from '../../domain/filter/system-properties.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { type IndexList, namesIn, type Plan, planSearch } from '../../domain/search/plan.ts';
import { mostMatches, type Search } from '../../domain/search/search.ts';
import { queryMatcher } from '../../domain/search/searchable.ts';
import { type Ranked, rankOf, sortedIds } from '../../domain/search/sorted.ts';
import type { RecordIndexes } from '../ports/record-indexes.ts';
import type { RecordStore } from '../ports/records.ts';

export type SearchDeps = {
  records: Pick<RecordStore, 'getMany' | 'findIds'>;
  indexes: RecordIndexes;
};

/**
 * The ids of the matches, in order, up to the end of the page at least; how many there are, one beyond the limit at most; and the
 * records, where they have been read from the table to find out.
 */
export type Matches = { ids: readonly string[]; count: number; records?: ReadonlyMap<string, CrmRecord> };

/** One more than can be reached, to know whether that were all. */
const mostCounted = mostMatches + 1;

/**
 * Of so many records each is read by its key, if need be. That costs as much per record as ten of the index of the type, but who owns some
 * thousand records owns a tenth of them or less.
 */
const mostCandidates = mostMatches;

/** Whether a record is one of those that a search asks for. */
export const matcherOf = (set: PropertySet, { objectType, groups, query = '' }: Search): Matcher => {
  const filters = groups.length === 0 ? () => true : compile(groups, set);
  const words = queryMatcher(objectType, query);
  return (properties) => filters(properties) && words(properties);
};

const inOrder = (matches: readonly Ranked[], { sort }: Search): Matches => ({
  ids: sortedIds(matches, sort),
  count: Math.min(matches.length, mostCounted),
});

const listed = async (
  { indexes }: SearchDeps,
  list: IndexList,
  { offset, limit }: Search,
): Promise<Matches> => {
  const [ids, count] = await Promise.all([
    indexes.firstIds(list, offset + limit),
    indexes.count(list, mostCounted),
  ]);
  return { ids, count };
};

/** The records of all these owners, or undefined if they are too many to be read one by one. */
const ownedBy = async (
  { indexes }: SearchDeps,
  lists: readonly IndexList[],
): Promise<string[] | undefined> => {
  const ids: string[] = [];
  for (const list of lists) {
    ids.push(...(await indexes.firstIds(list, mostCandidates + 1 - ids.length)));
    if (ids.length > mostCandidates) return undefined;
  }
  return ids;
};

/** Those of the records that are not archived, from the table. */
export const liveRecords = async (
  { records }: SearchDeps,
  objectType: ObjectType,
  ids: readonly string[],
): Promise<Map<string, CrmRecord>> => {
  const found = await records.getMany(objectType, ids);
  return new Map([...found].filter(([, { archivedAt }]) => archivedAt === null));
};

const tried = async (
  deps: SearchDeps,
  set: PropertySet,
  search: Search,
  plan: Extract<Plan, { by: 'candidates' }>,
): Promise<Matches | undefined> => {
  const [owned, byKey] = await Promise.all([
    ownedBy(deps, plan.owners),
    plan.uniqueKeys.length === 0 ? new Map<string, string>() : deps.records.findIds(plan.uniqueKeys),
  ]);
  if (owned === undefined) return undefined;
  const ids = [...new Set([...plan.ids, ...byKey.values(), ...owned])];
  const records = await liveRecords(deps, search.objectType, ids);
  const matches = matcherOf(set, search);
  const rank = rankOf(set, search.sort);
  const ranked = [...records].flatMap(([id, record]): Ranked[] => {
    const properties = filterableProperties(record);
    return matches(properties) ? [{ id, key: rank(properties) }] : [];
  });
  return { ...inOrder(ranked, search), records };
};

/**
 * Tries every record of the type. Without a sort the order is that of the ids, in which each shard is read: a shard is left once
 * as many matches as can be counted come before what it would give next.
 */
const wholeType = async ({ indexes }: SearchDeps, set: PropertySet, search: Search): Promise<Matches> => {
  const matches = matcherOf(set, search);
  const rank = rankOf(set, search.sort);
  const ranked: Ranked[] = [];
  await indexes.readType(search.objectType, namesIn(search), (records) => {
    for (const record of records) {
      const properties = filterableProperties(record);
      if (matches(properties)) ranked.push({ id: record.id, key: rank(properties) });
    }
    const last = records.at(-1)?.id;
    if (search.sort !== undefined || last === undefined || ranked.length < mostCounted) return true;
    return ranked.filter(({ id }) => id <= last).length < mostCounted;
  });
  return inOrder(ranked, search);
};

/** What a search finds, by way of what indexes and keys can tell of it. */
export const findMatches = async (deps: SearchDeps, set: PropertySet, search: Search): Promise<Matches> => {
  const plan = planSearch(set, search);
  switch (plan.by) {
    case 'list':
      return listed(deps, plan.list, search);
    case 'candidates':
      return (await tried(deps, set, search, plan)) ?? wholeType(deps, set, search);
    case 'type':
      return wholeType(deps, set, search);
  }
};
