import type { PropertySet } from './record/property-set.ts';
import { type CrmRecord, type LastWrite, ownerOf } from './record/record.ts';
import { ulidFrom } from './ulid.ts';

/** Who had a record, who has it now, why, and by whom: one entry of its ownership history. */
export type OwnerChange = {
  changeId: string;
  objectType: CrmRecord['objectType'];
  recordId: string;
  property: string;
  fromOwnerId: string | null;
  toOwnerId: string | null;
  /** The record's version after the write: what counts where two clocks disagree about which of two changes was the later. */
  recordVersion: number;
  write: LastWrite;
};

/**
 * The id of the history entry that a write of a user property leads to. It follows from the write alone, so that whoever makes
 * the write can already name it, and a redelivered stream record writes the same entry again. It sorts by time, then by the
 * record's version.
 *
 * @param write.at the time of the write, ISO 8601
 * @param write.version the record's version after the write
 */
export const changeIdOf = (write: {
  at: string;
  version: number;
  recordId: string;
  property: string;
}): string => ulidFrom(Date.parse(write.at), write.version, `${write.recordId}#${write.property}`);

/** Also archived ones: the write may be older than that. */
const userProperties = ({ users, archived }: PropertySet): string[] =>
  [...users, ...archived.filter(({ type }) => type === 'user')].map(({ name }) => name);

/**
 * The owners that changed between two images of a record, one entry per user property.
 *
 * @param before undefined for a record that is new
 * @param set the properties of its object type, read after the write
 */
export const ownerChanges = (
  before: CrmRecord | undefined,
  after: CrmRecord,
  set: PropertySet,
): OwnerChange[] =>
  userProperties(set).flatMap((name) => {
    const fromOwnerId = before === undefined ? null : ownerOf(before, name);
    const toOwnerId = ownerOf(after, name);
    if (fromOwnerId === toOwnerId) return [];
    const { id: recordId, objectType, version, lastWrite: write } = after;
    const changeId = changeIdOf({ at: write.at, version, recordId, property: name });
    return [
      {
        changeId,
        objectType,
        recordId,
        property: name,
        fromOwnerId,
        toOwnerId,
        recordVersion: version,
        write,
      },
    ];
  });
