import { Conflict } from '../../domain/errors.ts';
import { type Job, newUndo, undoIdOf } from '../../domain/job/job.ts';
import type { JobDeps } from './job-deps.ts';
import { startJob } from './start-job.ts';

/** Why something cannot be undone, at least now. */
export const refuseUndo = (message: string, code: string): Conflict =>
  new Conflict(message, [{ message, in: 'jobId', code }]);

/**
 * Starts to give back what a job moved, also if it failed or was stopped on the way. A job has one undo: asking again while it runs is
 * answered with the same.
 *
 * @throws Conflict as long as the job runs, once it is undone, for a dry run, and for an undo itself
 */
export const undoJob = async (
  deps: Pick<JobDeps, 'jobs' | 'queue' | 'now'>,
  job: Job,
  actor: string,
): Promise<Job> => {
  if (job.kind === 'undo')
    throw refuseUndo(`Job ${job.id} is itself an undo: hand over again instead.`, 'NOT_UNDOABLE');
  if (job.kind === 'enroll')
    throw refuseUndo(`Job ${job.id} enrolled records: what their workflow did stays.`, 'NOT_UNDOABLE');
  if (job.kind === 'assign' && job.dryRun)
    throw refuseUndo(`Job ${job.id} was a dry run: it has written nothing.`, 'NOT_UNDOABLE');
  if (job.state === 'RUNNING') throw refuseUndo(`Job ${job.id} is still running.`, 'STILL_RUNNING');
  const at = deps.now();
  const earlier = await deps.jobs.get(undoIdOf(job.id));
  // The same request may have started it before.
  if (earlier !== undefined && earlier.createdAt === at) return earlier;
  if (earlier !== undefined && earlier.state !== 'RUNNING')
    throw refuseUndo(`Job ${job.id} is undone already, by job ${earlier.id}.`, 'ALREADY_UNDONE');
  return earlier ?? startJob(deps, newUndo(job, { actor, at }));
};
