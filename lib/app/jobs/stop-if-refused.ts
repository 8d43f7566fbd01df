import type { Job } from '../../domain/job/job.ts';
import { fail } from '../../domain/job/progress.ts';
import { whyNotAssignable } from '../../domain/owner/assignable.ts';
import type { JobPage } from '../ports/job-store.ts';
import { again, done, type Try } from '../retry.ts';
import type { JobDeps } from './job-deps.ts';

/**
 * Ends a job whose receiver was refused. Somebody may have let them in again meanwhile: then the page is to be tried anew.
 *
 * @returns the job, which has failed
 */
export const stopIfRefused = async <J extends Job>(
  deps: Pick<JobDeps, 'jobs' | 'owners' | 'now'>,
  job: J,
  { ownerId, objectType }: NonNullable<JobPage['receiver']>,
): Promise<Try<J>> => {
  const problem = whyNotAssignable(await deps.owners.get(ownerId), objectType, ownerId);
  if (problem === undefined) return again;
  const failed = fail(job, problem, deps.now());
  return (await deps.jobs.save(job, failed)) ? done(failed) : again;
};
