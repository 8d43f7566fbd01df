import * as z from 'zod/mini';
import { type RotateDeps, rotate } from '../../lib/app/rotation/rotate.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { log } from '../../lib/log.ts';
import { rotationMessage } from './rotation-message.ts';

export const createHandler = (deps: RotateDeps): QueueHandler =>
  createQueueHandler(async (body) => {
    const batch = z.parse(rotationMessage, body);
    const { batchId, rotationId } = batch;
    log.info('batch decided', { batchId, rotationId, ...(await rotate(deps, batch)) });
  });
