import * as z from 'zod/mini';
import type { ApplyDeps } from '../../lib/app/import/apply-deps.ts';
import { makeReport } from '../../lib/app/import/make-report.ts';
import type { MakeReportDeps } from '../../lib/app/import/report-deps.ts';
import { runApply } from '../../lib/app/import/run-apply.ts';
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

/** With less time than this no further step of an apply is begun; one takes a few seconds. */
const reserveMs = 30_000;

export const createHandler = (deps: JobDeps & MakeReportDeps & ApplyDeps): QueueHandler =>
  createQueueHandler(async (body, { timeLeft }) => {
    const message = z.parse(jobMessage, body);
    if ('job' in message) return workOn(deps, message.job);
    if ('report' in message) return makeReport(deps, message.report, timeLeft);
    const { state } = await runApply(deps, message.apply.importId, () => timeLeft() < reserveMs);
    log.info('dry run applied', { ...message.apply, state });
  });
