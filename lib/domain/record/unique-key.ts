import type { ObjectType } from '../object-type.ts';
import type { Properties } from './properties.ts';
import { uniquePropertiesOf } from './property.ts';
import type { CrmRecord } from './record.ts';

/** The keys that no other record may have, for example `contacts#email#ada@example.com`. */
export const uniqueKeysOf = (type: ObjectType, properties: Properties): string[] =>
  uniquePropertiesOf(type).flatMap(({ name }) => {
    const value = properties[name];
    return value ? [uniqueKey(type, name, value)] : [];
  });

export const uniqueKey = (type: ObjectType, property: string, value: string): string =>
  `${type}#${property}#${value}`;

/** A record to be created, where there is none before, or to be put in the place of what was read of it. */
export type RecordWrite = { before: CrmRecord | undefined; after: CrmRecord };

/** An archived record holds no keys: its e-mail or domain is free again. */
const heldBy = (record: CrmRecord | undefined): string[] =>
  record === undefined || record.archivedAt !== null
    ? []
    : uniqueKeysOf(record.objectType, record.properties);

/** The unique keys that a write gives up, and those that it takes. */
export const keyChanges = ({ before, after }: RecordWrite): { released: string[]; claimed: string[] } => {
  const held = heldBy(before);
  const wanted = heldBy(after);
  return {
    released: held.filter((key) => !wanted.includes(key)),
    claimed: wanted.filter((key) => !held.includes(key)),
  };
};
