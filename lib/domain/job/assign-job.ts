import { changeIdOf } from '../change.ts';
import type { Problem } from '../errors.ts';
import type { FilterGroup } from '../filter/filter.ts';
import { type Outcome, outcomeOf, recordNotFound, type Wish } from '../record/assignment.ts';
import { type CrmRecord, ownerOf } from '../record/record.ts';
import { type Begin, begin, type Move, type Run } from './job.ts';

/** Gives many records to one owner, or to nobody. Which ones is settled before the first of them is touched. */
export type AssignJob = Run &
  Wish & {
    kind: 'assign';
    /** Whether it only finds out what would happen. */
    dryRun: boolean;
    /** How many pages of ids are kept beside it. */
    pages: number;
    /** What the records had to match when they were looked for; null if they were named. */
    filterGroups: readonly FilterGroup[] | null;
    /** Whether they are still being looked for. */
    collecting: boolean;
  };

/** What became of one record. `changeId` is its entry in the history, if it changed hands. */
export type AssignResult = {
  recordId: string;
  outcome: Outcome | 'FAILED' | 'CANCELED';
  previousOwnerId: string | null;
  changeId?: string;
  error?: Problem;
};

export const newAssign = ({
  property,
  ownerId,
  overwrite,
  dryRun,
  pages,
  filterGroups,
  ...run
}: Begin & Wish & Pick<AssignJob, 'dryRun' | 'pages' | 'filterGroups'>): AssignJob => ({
  ...begin(run),
  ...(filterGroups === null ? {} : { state: 'RUNNING' }),
  kind: 'assign',
  property,
  ownerId,
  overwrite,
  dryRun,
  pages,
  filterGroups,
  collecting: filterGroups !== null,
});

const changes = (outcome: AssignResult['outcome']): boolean =>
  outcome === 'ASSIGNED' || outcome === 'CLEARED';

/** What a job does with one record of its page, and whether it has to be written for that. */
const resultOf = (
  job: AssignJob,
  recordId: string,
  record: CrmRecord | undefined,
  at: string,
): AssignResult => {
  const [objectType] = job.objectTypes;
  if (objectType === undefined) throw new Error(`Job ${job.id} is about no object type.`);
  if (record === undefined || record.archivedAt !== null)
    return {
      recordId,
      outcome: 'FAILED',
      previousOwnerId: null,
      error: recordNotFound(objectType, recordId),
    };
  const { property, dryRun } = job;
  const outcome = outcomeOf(record, job);
  const changeId = changeIdOf({ at, version: record.version + 1, recordId, property });
  return {
    recordId,
    outcome,
    previousOwnerId: ownerOf(record, property),
    ...(changes(outcome) && !dryRun ? { changeId } : {}),
  };
};

/** What becomes of a page of records, and which of them are to be written. Nothing is, if it is only tried. */
export const decidePage = (
  job: AssignJob,
  ids: readonly string[],
  records: ReadonlyMap<string, CrmRecord>,
  at: string,
): { results: AssignResult[]; moves: Move[]; changed: number; others: AssignResult['outcome'][] } => {
  const results = ids.map((id) => resultOf(job, id, records.get(id), at));
  const changed = results.filter(({ outcome }) => changes(outcome));
  const { property, ownerId } = job;
  return {
    results,
    moves: job.dryRun
      ? []
      : changed.flatMap(({ recordId }) => {
          const record = records.get(recordId);
          return record === undefined ? [] : [{ record, property, ownerId }];
        }),
    changed: changed.length,
    others: results.flatMap(({ outcome }) => (changes(outcome) ? [] : [outcome])),
  };
};

/** What is said of the records that a job which is over did not come to. */
export const resultOfRest = ({ state, failure }: AssignJob, recordId: string): AssignResult => ({
  recordId,
  outcome: state === 'CANCELED' ? 'CANCELED' : 'FAILED',
  previousOwnerId: null,
  ...(failure === null ? {} : { error: failure }),
});
