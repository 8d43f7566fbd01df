import { changeIdOf } from '../../domain/change.ts';
import type { Problem } from '../../domain/errors.ts';
import { type ObjectType, ownerProperty, singular } from '../../domain/object-type.ts';
import type { Owner } from '../../domain/owner/owner.ts';
import { type CrmRecord, type LastWrite, ownerOf } from '../../domain/record/record.ts';
import {
  decideIncoming,
  type IncomingChange,
  type IncomingOutcome,
} from '../../domain/salesforce/decide-incoming.ts';
import type { SyncedOwner } from '../../domain/salesforce/synced-owner.ts';
import type { RecordStore } from '../ports/records.ts';
import type { SyncedOwners } from '../ports/salesforce.ts';
import { again, done, untilSettled } from '../retry.ts';

export type TakeDeps = {
  records: Pick<RecordStore, 'get'>;
  synced: Pick<SyncedOwners, 'get' | 'save'>;
};

/** A record, and what is known of its owner on both sides, as they were read. */
export type BothSides = { record: CrmRecord | undefined; known: SyncedOwner | undefined };

/** What became of a change, and what the next of the same record may be decided on; left out where it is to be read anew. */
export type Settled = { taken: Taken; seen?: BothSides };

/** A change of one record's owner in Salesforce. */
export type OwnerChangeThere = IncomingChange & { objectType: ObjectType; recordId: string };

/** What became of one change. `ownerId` is who owns the record now. */
export type Taken =
  | {
      outcome: IncomingOutcome;
      previousOwnerId: string | null;
      ownerId: string | null;
      changeId: string | null;
      error?: Problem;
    }
  | { outcome: 'SYNC_DISABLED' | 'RECORD_NOT_FOUND' | 'IN_THE_FUTURE' | 'FAILED'; error: Problem };

const changeIdAfter = ({ id, version }: CrmRecord, { at }: LastWrite): string =>
  changeIdOf({ at, version: version + 1, recordId: id, property: ownerProperty });

/**
 * Follows a change in Salesforce, unless it is out of date. Decision and record are written together, on the condition that neither
 * has moved since it was read; so a change that comes twice, late or at once with another ends as if they had come in their order.
 *
 * @param owner who the user of Salesforce is here, if anybody
 * @param seen what to decide on first, if it has been read already
 * @throws Conflict if others write the record at the same time again and again
 */
export const takeOwnerChange = (
  { records, synced }: TakeDeps,
  { objectType, recordId, ...change }: OwnerChangeThere,
  owner: Owner | undefined,
  write: LastWrite,
  seen?: BothSides,
): Promise<Settled> => {
  const readBoth = async (): Promise<BothSides> => {
    const [record, known] = await Promise.all([
      records.get(objectType, recordId),
      synced.get(objectType, recordId),
    ]);
    return { record, known };
  };
  let fresh = seen;
  return untilSettled(async () => {
    const { record, known } = fresh ?? (await readBoth());
    fresh = undefined;
    if (record === undefined || record.archivedAt !== null) {
      const message = `There is no ${singular(objectType)} ${recordId}.`;
      const error = { code: 'OBJECT_NOT_FOUND', message };
      return done<Settled>({ taken: { outcome: 'RECORD_NOT_FOUND', error } });
    }
    const decision = decideIncoming({ record, known, change, owner });
    const { entry } = decision;
    const assignment = 'ownerId' in decision ? { record, ownerId: decision.ownerId, write } : undefined;
    if (entry !== undefined) {
      const given = assignment === undefined ? {} : { assignment };
      if (!(await synced.save({ before: known, after: entry, ...given }))) return again;
    }
    const previousOwnerId = ownerOf(record);
    const taken: Taken = {
      outcome: decision.outcome,
      previousOwnerId,
      ownerId: assignment === undefined ? previousOwnerId : assignment.ownerId,
      changeId: assignment === undefined ? null : changeIdAfter(record, write),
      ...('problem' in decision ? { error: decision.problem } : {}),
    };
    return done<Settled>(
      assignment === undefined ? { taken, seen: { record, known: entry ?? known } } : { taken },
    );
  });
};
