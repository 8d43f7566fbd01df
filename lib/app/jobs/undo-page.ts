import type { OwnerChange } from '../../domain/change.ts';
import { fitting } from '../../domain/job/fitting.ts';
import type { Move, UndoJob } from '../../domain/job/job.ts';
import { historyShardAt, undoRoad } from '../../domain/job/place.ts';
import { advance, largestPage, tally, wait } from '../../domain/job/progress.ts';
import { beginUndo, mayBegin, needsHistory, noteLook, whyNotRestored } from '../../domain/job/undo.ts';
import { givenBack, needsChain } from '../../domain/job/undo-import.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { concurrently } from '../concurrently.ts';
import { again, done, type Try } from '../retry.ts';
import { archivePage } from './archive-page.ts';
import type { JobDeps } from './job-deps.ts';
import { readOn } from './read-on.ts';

/** Enough to be quick, few enough for a table that has just been made. */
const readsAtOnce = 25;

type Decided = { move: Move } | { reason: string };

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

type Decide = (
  deps: Pick<JobDeps, 'history'>,
  change: OwnerChange,
  record: CrmRecord | undefined,
) => Promise<Decided>;

/** A job has moved a record once, and it goes back to whom it was taken from. */
const decideOfJob: Decide = async ({ history }, change, record) => {
  const newest =
    record !== undefined && needsHistory(change, record)
      ? await history.newest(record, change.property)
      : undefined;
  const reason = whyNotRestored(change, record, newest);
  return record === undefined || reason !== undefined
    ? { reason: reason ?? 'ARCHIVED' }
    : { move: { record, property: change.property, ownerId: change.fromOwnerId } };
};

/** Several rows of an import, and a rotation after them, may have given one record away, from hand to hand. */
const decideOfImport: Decide = async ({ history }, change, record) => {
  const { property, write } = change;
  const chain =
    needsChain(change, record) && write.runId !== undefined
      ? await history.lastOfRun(record, property, write.runId)
      : [];
  const decided = givenBack(change, record, chain);
  if ('reason' in decided || record === undefined) return { reason: 'ARCHIVED', ...decided };
  return { move: { record, property, ownerId: decided.ownerId } };
};

const giveBackPage = async (deps: JobDeps, job: UndoJob): Promise<Try<UndoJob>> => {
  const at = deps.now();
  const { found, until } = await readOn(job.place, {
    road: undoRoad(job),
    limit: largestPage,
    read: (place, limit) =>
      deps.run.page(job.undoes, historyShardAt(job, place) ?? 0, { limit, after: place.after ?? undefined }),
    keyOf: ({ changeId }) => changeId,
    together: () => true,
  });
  const recordOf = await readRecords(
    deps,
    found.map(({ item }) => item),
  );
  const page = fitting(found, ({ item }) => recordOf(item));
  const decide = job.ofImport === null ? decideOfJob : decideOfImport;
  const decided = await concurrently(page, readsAtOnce, ({ item }) => decide(deps, item, recordOf(item)));
  const moves = decided.flatMap((one) => ('move' in one ? [one.move] : []));
  const worked = {
    moved: moves.length,
    skipped: tally(decided.flatMap((one) => ('reason' in one ? [one.reason] : []))),
    until: page.length === found.length ? until : page.at(-1)?.behind,
  };
  const after = advance(job, worked, at);
  const outcome = await deps.pages.write({ before: job, after, moves, at });
  return outcome === 'WRITTEN' ? done(after) : again;
};

/**
 * Gives the next page of what a job moved back to whom it was taken from, deactivated or not, where nobody has changed the owner
 * since; before that, if it is asked for, archives what an import created. As long as the history does not know all that was
 * moved, it waits.
 *
 * @returns the undo after the page, or with a message more to wait for
 */
export const undoPage = async (deps: JobDeps, job: UndoJob): Promise<Try<UndoJob>> => {
  let begun = job;
  if (!job.historyComplete) {
    const at = deps.now();
    const known = await deps.run.count(job.undoes);
    if (!mayBegin(job, known, at)) {
      const waiting = wait(noteLook(job, known), at);
      return (await deps.jobs.save(job, waiting)) ? done(waiting) : again;
    }
    begun = beginUndo(job, known);
  }
  return historyShardAt(job, job.place) === undefined ? archivePage(deps, begun) : giveBackPage(deps, begun);
};
