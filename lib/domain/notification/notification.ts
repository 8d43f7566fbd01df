import type { Owner } from '../owner/owner.ts';
import type { CrmRecord } from '../record/record.ts';
import { recordName } from '../record/record-name.ts';
import type { Gain, Occasion } from './gain.ts';

/** One of the records that an owner gained, with the properties in which they are named now. */
export type GainedRecord = { id: string; name: string | null; properties: string[] };

/** What an owner is told. `at` is when the newest of it was written, ISO 8601. */
export type Notification = Occasion & {
  /** The same each time that it is sent. */
  id: string;
  email: string;
  ownerName: string;
  at: string;
  /** How many records; only the first {@link mostRecordsNamed} of them are named. */
  count: number;
  /** Every property in which the owner is named now. */
  properties: string[];
  records: GainedRecord[];
};

const mostRecordsNamed = 20;
/** So that a message stays far below the 256 KiB that SNS takes, whatever records are called. */
const longestName = 200;
const mostProperties = 10;

/** Cut off at a length, though not within a character. */
const clip = (name: string): string =>
  name.length <= longestName ? name : `${name.slice(0, longestName - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** The properties in which each record names the owner, in the order of the gains. */
const propertiesByRecord = (gains: readonly Gain[]): Map<string, string[]> => {
  const byRecord = Map.groupBy(gains, ({ recordId }) => recordId);
  return new Map(
    [...byRecord].map(([recordId, some]) => [recordId, [...new Set(some.map(({ property }) => property))]]),
  );
};

/** The records that a notification names, by id. */
export const recordsToName = (gains: readonly Gain[]): string[] =>
  [...propertiesByRecord(gains).keys()].slice(0, mostRecordsNamed);

/**
 * Puts into one message what an owner gained.
 *
 * @param gains in the order in which they were written; at least one
 * @param records those of {@link recordsToName} that exist, by id
 */
export const composeNotification = (from: {
  id: string;
  occasion: Occasion;
  owner: Pick<Owner, 'email' | 'firstName' | 'lastName'>;
  at: string;
  gains: readonly Gain[];
  records: ReadonlyMap<string, CrmRecord>;
}): Notification => {
  const { id, occasion, owner, at, gains, records } = from;
  const { runId, ownerId, objectType, source, actor } = occasion;
  const byRecord = propertiesByRecord(gains);
  const named = [...byRecord].slice(0, mostRecordsNamed).map(([recordId, properties]): GainedRecord => {
    const record = records.get(recordId);
    const name = record === undefined ? undefined : recordName(record);
    return {
      id: recordId,
      name: name === undefined ? null : clip(name),
      properties: properties.slice(0, mostProperties),
    };
  });
  return {
    id,
    ownerId,
    email: owner.email,
    ownerName: `${owner.firstName} ${owner.lastName}`.trim(),
    objectType,
    source,
    runId,
    actor: clip(actor),
    at,
    count: byRecord.size,
    properties: [...new Set([...byRecord.values()].flat())].slice(0, mostProperties),
    records: named,
  };
};
