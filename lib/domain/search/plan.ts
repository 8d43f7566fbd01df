import type { Filter, FilterGroup } from '../filter/filter.ts';
import { type ObjectType, ownerProperty } from '../object-type.ts';
import type { PropertySet } from '../record/property-set.ts';
import { parseValue } from '../record/property-value.ts';
import { uniqueKey } from '../record/unique-key.ts';
import type { Search } from './search.ts';
import { searchableProperties } from './searchable.ts';

/** Records that an index lists in the order of their ids: of a whole type, of an owner, or, with null, of nobody. */
export type IndexList = { objectType: ObjectType; ownerId?: string | null };

/**
 * How a search finds its matches.
 *
 * - `list`: they are what an index lists, in its order; nothing else is read.
 * - `candidates`: none is beyond these ids, keys and owners; those are read and tried.
 * - `type`: every record of the type is tried, by the properties with these names.
 */
export type Plan =
  | { by: 'list'; list: IndexList }
  | { by: 'candidates'; ids: string[]; uniqueKeys: string[]; owners: IndexList[] }
  | { by: 'type' };

type Candidates = Extract<Plan, { by: 'candidates' }>;

/** The values that a filter confines its property to. */
const confinedTo = ({ operator, value = '', values = [] }: Filter): readonly string[] | undefined => {
  if (operator === 'EQ') return [value];
  return operator === 'IN' ? values : undefined;
};

/** What a filter says on its own about which records match it, where a key or an index can tell. */
const candidatesOf = (set: PropertySet, filter: Filter): Candidates | undefined => {
  const { objectType } = set;
  const none: Candidates = { by: 'candidates', ids: [], uniqueKeys: [], owners: [] };
  const { propertyName, operator } = filter;
  const isOwner = propertyName === ownerProperty;
  if (isOwner && operator === 'NOT_HAS_PROPERTY') {
    return { ...none, owners: [{ objectType, ownerId: null }] };
  }
  const wanted = confinedTo(filter)?.map((value) => value.trim());
  if (wanted === undefined) return undefined;
  if (propertyName === 'hs_object_id')
    return { ...none, ids: wanted.map((id) => id.replace(/^0+(?=.)/, '')) };
  if (isOwner) return { ...none, owners: wanted.map((ownerId) => ({ objectType, ownerId })) };
  const unique = set.unique.find(({ name }) => name === propertyName);
  // A text is unique as it is written, but filters take it in any case: only what has one way to be written has one key.
  if (unique === undefined || unique.type === 'string') return undefined;
  const uniqueKeys = wanted.flatMap((raw) => {
    const parsed = parseValue(unique, raw);
    return parsed.ok ? [uniqueKey(objectType, propertyName, parsed.value)] : [];
  });
  return { ...none, uniqueKeys };
};

/** Each owner has eight shards to ask: of more owners than these, the whole type is read sooner. */
const mostOwners = 20;

/** Keys name one record each, an owner many. */
const weight = ({ ids, uniqueKeys, owners }: Candidates): number =>
  ids.length + uniqueKeys.length + 1_000 * owners.length;

const narrowest = (set: PropertySet, { filters }: FilterGroup): Candidates | undefined =>
  filters
    .flatMap((filter) => candidatesOf(set, filter) ?? [])
    .reduce<Candidates | undefined>(
      (least, next) => (least === undefined || weight(next) < weight(least) ? next : least),
      undefined,
    );

const unlike = <T>(list: readonly T[]): T[] => [
  ...new Map(list.map((item) => [JSON.stringify(item), item])).values(),
];

/** The list of an index that holds just what a search finds, if there is one. */
const listOf = (set: PropertySet, { groups, query = '', sort }: Search): IndexList | undefined => {
  if (sort !== undefined || query.trim() !== '' || groups.length > 1) return undefined;
  const [filter, ...more] = groups[0]?.filters ?? [];
  if (filter === undefined) return { objectType: set.objectType };
  const owners = more.length > 0 ? [] : (candidatesOf(set, filter)?.owners ?? []);
  return owners.length === 1 ? owners[0] : undefined;
};

/** How to find what a search asks for, by reading as little as may be. */
export const planSearch = (set: PropertySet, search: Search): Plan => {
  const list = listOf(set, search);
  if (list !== undefined) return { by: 'list', list };
  const groups = search.groups.map((group) => narrowest(set, group));
  if (groups.length === 0 || groups.includes(undefined)) return { by: 'type' };
  const all = groups.flatMap((candidates) => candidates ?? []);
  const owners = unlike(all.flatMap((candidates) => candidates.owners));
  if (owners.length > mostOwners) return { by: 'type' };
  return {
    by: 'candidates',
    ids: unlike(all.flatMap(({ ids }) => ids)),
    uniqueKeys: unlike(all.flatMap(({ uniqueKeys }) => uniqueKeys)),
    owners,
  };
};

/** The names of everything that a search looks at in a record. */
export const namesIn = ({ objectType, groups, query = '', sort }: Search): string[] => [
  ...new Set([
    ...groups.flatMap(({ filters }) => filters.map(({ propertyName }) => propertyName)),
    ...(sort === undefined ? [] : [sort.propertyName]),
    ...(query.trim() === '' ? [] : searchableProperties[objectType]),
  ]),
];
