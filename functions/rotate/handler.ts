import * as z from 'zod/mini';
import { type RetryHeldDeps, retryHeld } from '../../lib/app/rotation/retry-held.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { log } from '../../lib/log.ts';
import { rotationMessage } from './rotation-message.ts';

export const createHandler = (deps: RetryHeldDeps): QueueHandler =>
  createQueueHandler(async (body) => {
    const message = z.parse(rotationMessage, body);
    const { rotationId } = message;
    if ('retryHeld' in message) {
      log.info('held batches tried again', { rotationId, decided: await retryHeld(deps, rotationId) });
      return;
    }
    const { batchId } = message;
    log.info('batch decided', { batchId, rotationId, ...(await rotate(deps, message)) });
  });
