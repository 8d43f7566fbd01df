import * as z from 'zod/mini';
import type { JobDeps } from '../../lib/app/jobs/job-deps.ts';
import { runJob } from '../../lib/app/jobs/run-job.ts';
import { doneOf } from '../../lib/domain/job/progress.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { log } from '../../lib/log.ts';
import { jobMessage } from './job-message.ts';

export const createHandler = (deps: JobDeps): QueueHandler =>
  createQueueHandler(async (body) => {
    const { job } = z.parse(jobMessage, body);
    const after = await runJob(deps, job);
    log.info('job worked on', { jobId: job.id, leg: job.leg, state: after.state, done: doneOf(after) });
  });
