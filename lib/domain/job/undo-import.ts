import type { OwnerChange } from '../change.ts';
import { type CrmRecord, ownerOf } from '../record/record.ts';
import { isLastWrite, type NotRestored } from './undo.ts';

/**
 * Why a change that an import made is not taken back by itself. `CHANGED_AGAIN`: a later row, or the rotation after it, has
 * changed the owner once more, and with that the record is given back. `AS_BEFORE`: the later rows have given it back already.
 */
export type NotTakenBack = NotRestored | 'CHANGED_AGAIN' | 'AS_BEFORE';

/** Whether it takes the record's history to tell who had it before the import. Imports never leave a record without an owner. */
export const needsChain = (change: OwnerChange, record: CrmRecord | undefined): record is CrmRecord =>
  record !== undefined &&
  record.archivedAt === null &&
  !(isLastWrite(record, change) && change.fromOwnerId === null);

/**
 * Whom a record goes back to that an import has given away: whoever had it before the first of the import's changes that nobody
 * else has come between.
 *
 * @param chain those changes, newest first, where {@link needsChain} says that they matter
 */
export const givenBack = (
  change: OwnerChange,
  record: CrmRecord | undefined,
  chain: readonly OwnerChange[],
): { ownerId: string | null } | { reason: NotTakenBack } => {
  if (record === undefined || record.archivedAt !== null) return { reason: 'ARCHIVED' };
  if (!needsChain(change, record)) return { ownerId: null };
  const [newest] = chain;
  if (newest === undefined || ownerOf(record, change.property) !== newest.toOwnerId) {
    return { reason: 'CHANGED_SINCE' };
  }
  if (newest.changeId !== change.changeId) {
    const isPart = chain.some(({ changeId }) => changeId === change.changeId);
    return { reason: isPart ? 'CHANGED_AGAIN' : 'CHANGED_SINCE' };
  }
  const ownerId = chain.at(-1)?.fromOwnerId ?? null;
  return ownerId === newest.toOwnerId ? { reason: 'AS_BEFORE' } : { ownerId };
};

/** The reason not to archive a record that an import created: it is archived, or somebody has written it since. */
export const whyKept = (record: CrmRecord | undefined, importId: string): NotRestored | undefined => {
  if (record === undefined || record.archivedAt !== null) return 'ARCHIVED';
  return record.lastWrite.runId === importId ? undefined : 'CHANGED_SINCE';
};
