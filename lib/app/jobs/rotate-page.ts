import { splitPage } from '../../domain/job/handover.ts';
import type { HandoverJob } from '../../domain/job/job.ts';
import { addSkipped, advance, fail, tally } from '../../domain/job/progress.ts';
import { batchOf, isDecidedBy, outcomeOf } from '../../domain/job/rotation-page.ts';
import { pauseBefore } from '../../pause.ts';
import { again, done, type Try } from '../retry.ts';
import { type Weighed, weigh } from '../rotation/weigh.ts';
import { readOwnedPage } from './hand-over-page.ts';
import type { JobDeps } from './job-deps.ts';

/** Lets the rotation's own worker in between two pages: both write its standings, and it has but a few tries. */
const makeWay = (): Promise<void> => pauseBefore(3, 160);

/** The decision that can be committed; undefined if the rotation is gone, whose leftovers would all stay where they are. */
const toCommit = (weighed: Weighed) =>
  weighed.outcome === 'TO_COMMIT' && weighed.commit.rotation.deletedAt === null ? weighed.commit : undefined;

/**
 * Has a rotation decide whom the next page of a leaver's records goes to, and commits the decision together with the job: the
 * rotation's standings, its log and the job always tell the same.
 *
 * @returns the job after the page; it has failed if there is no such rotation any more
 */
export const rotatePage = async (
  deps: JobDeps,
  job: HandoverJob,
  { rotationId }: { rotationId: string },
): Promise<Try<HandoverJob>> => {
  const { pass, ids, records, until } = await readOwnedPage(deps, job);
  const { theirs, reasons } = splitPage(ids, records, job.from);
  const left = theirs.filter((record) => !isDecidedBy(job, rotationId, record));
  const skipped = pass === 1 ? tally(reasons) : {};
  const at = deps.now();
  if (left.length === 0) {
    const after = advance(job, { moved: 0, skipped, until }, at);
    return (await deps.jobs.save(job, after)) ? done(after) : again;
  }
  const batch = batchOf(job, { rotationId, pageId: deps.newSortableId(), records: left });
  const read: Pick<JobDeps['records'], 'getMany'> = { getMany: async () => records };
  const weighed = await weigh({ ...deps, records: read }, batch);
  // Then the page is written, and the job has moved on with it.
  if (weighed.outcome === 'DECIDED_BEFORE') return again;
  const commit = toCommit(weighed);
  if (commit === undefined) {
    const message = `There is no rotation ${rotationId} any more.`;
    const failed = fail(job, { code: 'ROTATION_NOT_FOUND', message }, at);
    return (await deps.jobs.save(job, failed)) ? done(failed) : again;
  }
  const outcome = outcomeOf(commit.decision);
  const worked = { moved: outcome.moved, skipped: addSkipped(skipped, outcome.skipped), until };
  const after = advance(job, worked, at);
  if ((await deps.ledger.commit({ ...commit, job: { before: job, after } })) !== 'COMMITTED') return again;
  if (after.state === 'RUNNING') await makeWay();
  return done(after);
};
