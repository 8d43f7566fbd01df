import type { Job } from '../../domain/job/job.ts';
import type { JobDeps } from './job-deps.ts';
import { sendLeg } from './send-leg.ts';

/**
 * Starts a job. Its message goes first and carries it whole: if this ends in between, whoever gets the message keeps the job; if
 * the queue refuses it, there is no job that would never end.
 *
 * @returns the job as it is kept, which may have gone on already
 */
export const startJob = async (deps: Pick<JobDeps, 'jobs' | 'queue'>, job: Job): Promise<Job> => {
  if (job.state === 'RUNNING') await sendLeg(deps, job);
  return deps.jobs.begin(job);
};
