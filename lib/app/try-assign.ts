import { outcomeOf, type Wish } from '../domain/record/assignment.ts';
import { type CrmRecord, ownerOf } from '../domain/record/record.ts';
import type { AssignmentResult, Fence, Fenced } from './ports/records.ts';

/** As the result of an assignment, but without an entry of the history: there is none. */
export type Tried = Exclude<AssignmentResult, { changeId: string }> | Trial;
type Trial = {
  outcome: 'ASSIGNED' | 'CLEARED';
  previousOwnerId: string | null;
  changeId: null;
  version: number;
};

/** What assigning a record would come to, without doing it. */
export const tryAssign = (
  record: CrmRecord | undefined,
  wish: Wish,
  { versions }: Pick<Fence, 'versions'> = {},
): Tried | Fenced => {
  if (record === undefined || record.archivedAt !== null) return { outcome: 'RECORD_NOT_FOUND' };
  const { version } = record;
  if (versions !== undefined && !versions.includes(version)) return { outcome: 'VERSION_MISMATCH', version };
  const outcome = outcomeOf(record, wish);
  const previousOwnerId = ownerOf(record, wish.property);
  return outcome === 'ASSIGNED' || outcome === 'CLEARED'
    ? { outcome, previousOwnerId, changeId: null, version }
    : { outcome, previousOwnerId, version };
};
