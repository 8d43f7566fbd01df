import { Conflict } from '../../domain/errors.ts';
import type { Job } from '../../domain/job/job.ts';
import { cancel } from '../../domain/job/progress.ts';
import { again, done, untilSettled } from '../retry.ts';
import type { JobDeps } from './job-deps.ts';

/** A page is written every few hundredths of a second: often enough to come in between two of them. */
const patience = { attempts: 30, ceilingMs: 200 };

const refuseCancel = (message: string, code: string): Conflict =>
  new Conflict(message, [{ message, in: 'jobId', code }]);

/**
 * Stops a job: the page that is being written at this moment is finished or not begun, and no other is. What was moved stays moved,
 * and can be undone. Cancelling again does no more.
 *
 * @throws Conflict if the job has ended by itself, and for an undo, half of which nothing could complete
 */
export const cancelJob = async (deps: Pick<JobDeps, 'jobs' | 'now'>, { id, kind }: Job): Promise<Job> => {
  if (kind === 'undo') throw refuseCancel(`Job ${id} is an undo: it cannot be stopped.`, 'NOT_CANCELABLE');
  return untilSettled(async () => {
    const job = await deps.jobs.get(id);
    if (job === undefined) throw new Error(`Job ${id} is gone.`);
    if (job.state === 'CANCELED') return done(job);
    if (job.state !== 'RUNNING') throw refuseCancel(`Job ${id} is over: it is ${job.state}.`, 'ALREADY_OVER');
    const canceled = cancel(job, deps.now());
    return (await deps.jobs.save(job, canceled)) ? done(canceled) : again;
  }, patience);
};
