import * as z from 'zod/mini';
import { makeReport } from '../../lib/app/import/make-report.ts';
import type { MakeReportDeps } from '../../lib/app/import/report-deps.ts';
import type { JobDeps } from '../../lib/app/jobs/job-deps.ts';
import { runJob } from '../../lib/app/jobs/run-job.ts';
import type { Job } from '../../lib/domain/job/job.ts';
import { doneOf } from '../../lib/domain/job/progress.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { log } from '../../lib/log.ts';
import { jobMessage } from './job-message.ts';

const workOn = async (deps: JobDeps, job: Job): Promise<void> => {
  const after = await runJob(deps, job);
  log.info('job worked on', { jobId: job.id, leg: job.leg, state: after.state, done: doneOf(after) });
};

export const createHandler = (deps: JobDeps & MakeReportDeps): QueueHandler =>
  createQueueHandler((body, { timeLeft }) => {
    const message = z.parse(jobMessage, body);
    return 'job' in message ? workOn(deps, message.job) : makeReport(deps, message.report, timeLeft);
  });
