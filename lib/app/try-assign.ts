import { outcomeOf, type Wish } from '../domain/record/assignment.ts';
import { type CrmRecord, ownerOf } from '../domain/record/record.ts';
import type { AssignmentResult } from './ports/records.ts';

/** As the result of an assignment, but without an entry of the history: there is none. */
export type Tried = Exclude<AssignmentResult, { changeId: string }> | Trial;
type Trial = { outcome: 'ASSIGNED' | 'CLEARED'; previousOwnerId: string | null; changeId: null };

/** What assigning a record would come to, without doing it. */
export const tryAssign = (record: CrmRecord | undefined, wish: Wish): Tried => {
  if (record === undefined || record.archivedAt !== null) return { outcome: 'RECORD_NOT_FOUND' };
  const outcome = outcomeOf(record, wish);
  const previousOwnerId = ownerOf(record, wish.property);
  return outcome === 'ASSIGNED' || outcome === 'CLEARED'
    ? { outcome, previousOwnerId, changeId: null }
    : { outcome, previousOwnerId };
};
