import * as z from 'zod/mini';
import { type RunDeps, runMessage } from '../../lib/app/workflow/run-message.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { log } from '../../lib/log.ts';
import { workflowMessage } from './workflow-message.ts';

export const createHandler = (deps: RunDeps): QueueHandler =>
  createQueueHandler(async (body) => {
    const message = z.parse(workflowMessage, body);
    const { workflowId } = message;
    log.info('enrollments taken on', { workflowId, ...(await runMessage(deps, message)) });
  });
