import type { Job } from '../../domain/job/job.ts';
import { secondsToWait } from '../../domain/job/undo.ts';
import type { JobDeps } from './job-deps.ts';

/** The message of a job's present leg, held back as long as the job has to wait. */
export const sendLeg = ({ queue }: Pick<JobDeps, 'queue'>, job: Job): Promise<void> =>
  queue.send(job, job.kind === 'undo' ? secondsToWait(job) : 0);
