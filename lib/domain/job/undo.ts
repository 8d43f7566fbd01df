import { changeIdOf, type OwnerChange } from '../change.ts';
import { type CrmRecord, ownerOf } from '../record/record.ts';
import type { UndoJob } from './job.ts';

/** Why a record that a run changed is not given back. */
export type NotRestored = 'ARCHIVED' | 'CHANGED_SINCE';

/** Whether the last write of a record is the very one that led to this entry of its history. */
export const isLastWrite = (
  { lastWrite, version, id }: CrmRecord,
  { changeId, property }: OwnerChange,
): boolean => changeIdOf({ at: lastWrite.at, version, recordId: id, property }) === changeId;

/**
 * Whether it takes the record's history to tell if its owner was changed since: somebody has written it, and its owner is
 * the one that the run gave. They may have changed another property, or the owner away and back.
 */
export const needsHistory = (change: OwnerChange, record: CrmRecord | undefined): boolean =>
  record !== undefined &&
  record.archivedAt === null &&
  ownerOf(record, change.property) === change.toOwnerId &&
  !isLastWrite(record, change);

/**
 * The reason not to give a record back to whom the run took it from: it is gone, or somebody has changed its owner since,
 * even if back again.
 *
 * @param change what the run did
 * @param record the record now
 * @param newest the newest entry of the history of that property, where {@link needsHistory} says that it matters
 */
export const whyNotRestored = (
  change: OwnerChange,
  record: CrmRecord | undefined,
  newest: Pick<OwnerChange, 'changeId'> | undefined,
): NotRestored | undefined => {
  if (record === undefined || record.archivedAt !== null) return 'ARCHIVED';
  if (ownerOf(record, change.property) !== change.toOwnerId) return 'CHANGED_SINCE';
  if (isLastWrite(record, change)) return undefined;
  return newest?.changeId === change.changeId ? undefined : 'CHANGED_SINCE';
};

/** A stream forgets what its consumer has not read within a day: what the history lacks by then, it lacks for good. */
const longestLagMs = 24 * 60 * 60 * 1_000;

/** What the history knows is all: nobody knows how often an import changed owners, so there it is what two looks agree on. */
const isComplete = ({ total, ofImport }: Pick<UndoJob, 'total' | 'ofImport'>, known: number): boolean =>
  ofImport === null ? known >= total : known === ofImport.known;

/**
 * Whether an undo may begin: the history names every record that the run moved, or will never. Begun earlier, it would
 * silently leave the others.
 *
 * @param known how many records of the run the history names
 */
export const mayBegin = (
  undo: Pick<UndoJob, 'total' | 'createdAt' | 'ofImport'>,
  known: number,
  at: string,
): boolean => isComplete(undo, known) || Date.parse(at) - Date.parse(undo.createdAt) >= longestLagMs;

/** An undo that has looked at the history and waits for more of it. */
export const noteLook = (undo: UndoJob, known: number): UndoJob =>
  undo.ofImport === null ? undo : { ...undo, ofImport: { ...undo.ofImport, known } };

/** An undo that begins: from then on it is settled how many changes an import is known to have made. */
export const beginUndo = (undo: UndoJob, known: number): UndoJob => ({
  ...undo,
  historyComplete: true,
  total: undo.ofImport === null ? undo.total : known,
});

/**
 * How long the message of an undo is held back, in seconds: at first so long that the history usually has caught up with
 * whatever was done before the undo was asked for, then twice as long each time, up to five minutes.
 */
export const secondsToWait = ({ leg, historyComplete }: { leg: number; historyComplete: boolean }): number =>
  historyComplete ? 0 : Math.min(300, 5 * 2 ** Math.min(leg, 10));
