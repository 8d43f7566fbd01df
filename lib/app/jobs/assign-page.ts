import { type AssignJob, decidePage } from '../../domain/job/assign-job.ts';
import { fitting } from '../../domain/job/fitting.ts';
import { assignRoad, doneOfPage, nextPartition } from '../../domain/job/place.ts';
import { advance, tally } from '../../domain/job/progress.ts';
import { again, done, type Try } from '../retry.ts';
import type { JobDeps } from './job-deps.ts';
import { stopIfRefused } from './stop-if-refused.ts';

/**
 * Assigns the next page of the records that a job is about, or finds out what that would come to. A record that is gone is told as
 * failed, and does not hold up the others.
 *
 * @returns the job after the page; it has failed if the owner may not own such records any more
 */
export const assignPage = async (deps: JobDeps, job: AssignJob): Promise<Try<AssignJob>> => {
  const [objectType] = job.objectTypes;
  if (objectType === undefined) throw new Error(`Job ${job.id} is about no object type.`);
  const { place, ownerId } = job;
  const first = doneOfPage(place);
  const left = (await deps.selections.ids(job.id, place.partition)).slice(first);
  const records = await deps.records.getMany(objectType, left);
  const ids = fitting(left, (id) => records.get(id));
  const at = deps.now();
  const { results, moves, changed, others } = decidePage(job, ids, records, at);
  const until =
    ids.length < left.length
      ? { ...place, after: String(first + ids.length) }
      : nextPartition(place, assignRoad(job));
  const after = advance(job, { moved: changed, skipped: tally(others), until }, at);
  const receiver = ownerId === null ? undefined : { ownerId, objectType };
  const outcome = await deps.pages.write({
    before: job,
    after,
    moves,
    results: { page: place.partition, first, results },
    at,
    ...(receiver === undefined ? {} : { receiver }),
  });
  if (outcome === 'WRITTEN') return done(after);
  return outcome === 'RECEIVER_REFUSED' && receiver !== undefined
    ? stopIfRefused(deps, job, receiver)
    : again;
};
