import type { OwnerChange } from '../../domain/change.ts';
import { fitting } from '../../domain/job/fitting.ts';
import type { Move, UndoJob } from '../../domain/job/job.ts';
import { undoRoad } from '../../domain/job/place.ts';
import { advance, largestPage, tally, wait } from '../../domain/job/progress.ts';
import { mayBegin, needsHistory, whyNotRestored } from '../../domain/job/undo.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { concurrently } from '../concurrently.ts';
import { again, done, type Try } from '../retry.ts';
import type { JobDeps } from './job-deps.ts';
import { readOn } from './read-on.ts';

/** Enough to be quick, few enough for a table that has just been made. */
const readsAtOnce = 25;

type Decided = { change: OwnerChange; record: CrmRecord | undefined; reason: string | undefined };

const readRecords = async (
  { records }: Pick<JobDeps, 'records'>,
  changes: readonly OwnerChange[],
): Promise<(change: OwnerChange) => CrmRecord | undefined> => {
  const byType = [...Map.groupBy(changes, ({ objectType }) => objectType)];
  const found = new Map(
    await Promise.all(
      byType.map(async ([type, some]) => {
        const ids = some.map(({ recordId }) => recordId);
        return [type, await records.getMany(type, ids)] as const;
      }),
    ),
  );
  return ({ objectType, recordId }) => found.get(objectType)?.get(recordId);
};

const decide = async (
  { history }: Pick<JobDeps, 'history'>,
  change: OwnerChange,
  record: CrmRecord | undefined,
): Promise<Decided> => {
  const newest =
    record !== undefined && needsHistory(change, record)
      ? await history.newest(record, change.property)
      : undefined;
  return { change, record, reason: whyNotRestored(change, record, newest) };
};

const moveOf = ({ change, record, reason }: Decided): Move[] =>
  record === undefined || reason !== undefined
    ? []
    : [{ record, property: change.property, ownerId: change.fromOwnerId }];

/**
 * Gives the next page of what a job moved back to whom it was taken from, deactivated or not, where nobody has changed the owner
 * since. As long as the history does not know all that the job moved, it waits.
 *
 * @returns the undo after the page, or with a message more to wait for
 */
export const undoPage = async (deps: JobDeps, job: UndoJob): Promise<Try<UndoJob>> => {
  const at = deps.now();
  if (!job.historyComplete && !mayBegin(job, await deps.run.count(job.undoes), at)) {
    const waiting = wait(job, at);
    return (await deps.jobs.save(job, waiting)) ? done(waiting) : again;
  }
  const { found, until } = await readOn(job.place, {
    road: undoRoad,
    limit: largestPage,
    read: ({ partition, after }, limit) =>
      deps.run.page(job.undoes, partition, { limit, after: after ?? undefined }),
    keyOf: ({ changeId }) => changeId,
    together: () => true,
  });
  const recordOf = await readRecords(
    deps,
    found.map(({ item }) => item),
  );
  const page = fitting(found, ({ item }) => recordOf(item));
  const decided = await concurrently(page, readsAtOnce, ({ item }) => decide(deps, item, recordOf(item)));
  const moves = decided.flatMap(moveOf);
  const worked = {
    moved: moves.length,
    skipped: tally(decided.flatMap(({ reason }) => reason ?? [])),
    until: page.length === found.length ? until : page.at(-1)?.behind,
  };
  const after = advance({ ...job, historyComplete: true }, worked, at);
  const outcome = await deps.pages.write({ before: job, after, moves, at });
  return outcome === 'WRITTEN' ? done(after) : again;
};
