import type { Job } from '../../domain/job/job.ts';
import { handOn } from '../../domain/job/progress.ts';
import { again, done, type Patience, type Try, untilSettled } from '../retry.ts';
import { assignPage } from './assign-page.ts';
import { collectPage } from './collect-page.ts';
import { enrollPage } from './enroll-page.ts';
import { handOverPage } from './hand-over-page.ts';
import type { JobDeps } from './job-deps.ts';
import { rotatePage } from './rotate-page.ts';
import { sendLeg } from './send-leg.ts';
import { undoPage } from './undo-page.ts';

/** A rotation that is at work itself makes a page be tried often; a message that fails comes again only after minutes. */
const patienceWithPage: Patience = { attempts: 16, ceilingMs: 500 };

const workOnPage = (deps: JobDeps, job: Job): Promise<Try<Job>> => {
  if (job.kind === 'undo') return undoPage(deps, job);
  if (job.kind === 'assign') {
    const { collecting, filterGroups } = job;
    return collecting && filterGroups !== null ? collectPage(deps, job, filterGroups) : assignPage(deps, job);
  }
  if (job.kind === 'enroll') return enrollPage(deps, job);
  return 'ownerId' in job.to ? handOverPage(deps, job, job.to) : rotatePage(deps, job, job.to);
};

const current = async ({ jobs }: Pick<JobDeps, 'jobs'>, id: string): Promise<Job> => {
  const job = await jobs.get(id);
  if (job === undefined) throw new Error(`Job ${id} is gone.`);
  return job;
};

/**
 * Works on the next page until it is written, by this message or by another one on the same job. What was read of it may have
 * changed before the write: then nothing was written, and the page is read anew.
 */
const takePage = (deps: JobDeps, job: Job): Promise<Job> => {
  let tried = false;
  return untilSettled(async () => {
    const now = tried ? await current(deps, job.id) : job;
    tried = true;
    return now.version === job.version ? workOnPage(deps, job) : done(now);
  }, patienceWithPage);
};

/** Notes that the next message is in the queue, so that another delivery of this one does not send it again. */
const noteHandedOn = (deps: JobDeps, { id, leg }: Job): Promise<Job> =>
  untilSettled(async () => {
    const job = await current(deps, id);
    if (job.state !== 'RUNNING' || job.handedOn >= leg) return done(job);
    const after = handOn(job, leg, deps.now());
    return (await deps.jobs.save(job, after)) ? done(after) : again;
  });

/**
 * Works through the pages of one leg of a job, then sends the message of the next. A message that comes again finds its pages
 * written: it does what is left of its leg, or makes sure that the next message is on its way, or does nothing.
 *
 * @param message the job as it was when its message was sent
 * @throws Conflict if others kept writing its records; the message is then to be delivered again
 */
export const runJob = async (deps: JobDeps, message: Job): Promise<Job> => {
  let job = await deps.jobs.begin(message);
  while (job.state === 'RUNNING' && job.leg === message.leg) job = await takePage(deps, job);
  if (job.state !== 'RUNNING' || job.handedOn >= job.leg) return job;
  await sendLeg(deps, job);
  return noteHandedOn(deps, job);
};
