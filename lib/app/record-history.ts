import { type OwnerChange, ownerChanges } from '../domain/change.ts';
import type { RecordWrite } from '../domain/record/unique-key.ts';
import type { ChangeStore } from './ports/changes.ts';

/**
 * Writes the ownership history that a batch of record writes leads to. It comes from the stream, so no code path can forget it;
 * each entry's id follows from its write, so the same batch twice gives the same history.
 */
export const writeHistory = async (
  { changes }: { changes: Pick<ChangeStore, 'putAll'> },
  writes: readonly RecordWrite[],
): Promise<OwnerChange[]> => {
  const found = writes.flatMap(({ before, after }) => ownerChanges(before, after));
  if (found.length > 0) await changes.putAll(found);
  return found;
};
