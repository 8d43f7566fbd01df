import type { ObjectType } from '../object-type.ts';
import type { Properties } from './properties.ts';
import { type PropertySet, propertySet } from './property-set.ts';
import type { CrmRecord } from './record.ts';

/** The keys that no other record may have, for example `contacts#email#ada@example.com`. */
export const uniqueKeysOf = (
  { objectType, unique }: Pick<PropertySet, 'objectType' | 'unique'>,
  properties: Properties,
): string[] =>
  keysOf(
    objectType,
    unique.map(({ name }) => name),
    properties,
  );

const keysOf = (type: ObjectType, names: readonly string[], properties: Properties): string[] =>
  names.flatMap((name) => {
    const value = properties[name];
    return value ? [uniqueKey(type, name, value)] : [];
  });

export const uniqueKey = (type: ObjectType, property: string, value: string): string =>
  `${type}#${property}#${value}`;

/** A record to be created, where there is none before, or to be put in the place of what was read of it. */
export type RecordWrite = { before: CrmRecord | undefined; after: CrmRecord };

/** An archived record holds no keys: its e-mail or domain is free again. */
const heldBy = (record: CrmRecord | undefined): string[] => {
  if (record === undefined || record.archivedAt !== null) return [];
  const { objectType, properties, uniqueProperties = [] } = record;
  const names = [...propertySet(objectType).unique.map(({ name }) => name), ...uniqueProperties];
  return keysOf(objectType, names, properties);
};

/** The unique keys that a write gives up, and those that it takes. */
export const keyChanges = ({ before, after }: RecordWrite): { released: string[]; claimed: string[] } => {
  const held = heldBy(before);
  const wanted = heldBy(after);
  return {
    released: held.filter((key) => !wanted.includes(key)),
    claimed: wanted.filter((key) => !held.includes(key)),
  };
};
