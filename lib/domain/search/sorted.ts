import { type Key, storedKey } from '../filter/keys.ts';
import { kindOfProperty } from '../filter/system-properties.ts';
import type { Properties } from '../record/properties.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { Sort } from './search.ts';

/** A match with what it is sorted by. */
export type Ranked = { id: string; key: Key | undefined };

/** What a record is sorted by; undefined where it has no value, or where nothing is asked for. */
export const rankOf = (
  set: PropertySet,
  sort: Sort | undefined,
): ((properties: Properties) => Key | undefined) => {
  const kind = sort === undefined ? undefined : kindOfProperty(set, sort.propertyName);
  if (sort === undefined || kind === undefined) return () => undefined;
  return (properties) => {
    const value = properties[sort.propertyName];
    return value ? storedKey(kind, value) : undefined;
  };
};

const byId = (one: Ranked, other: Ranked): number => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/** The ids in the order that was asked for. */
export const sortedIds = (matches: readonly Ranked[], sort: Sort | undefined): string[] => {
  const up = sort?.direction === 'DESCENDING' ? -1 : 1;
  const compare = (one: Ranked, other: Ranked): number => {
    if (one.key === other.key) return byId(one, other);
    if (one.key === undefined) return 1;
    if (other.key === undefined) return -1;
    return one.key < other.key ? -up : up;
  };
  return [...matches].sort(compare).map(({ id }) => id);
};
