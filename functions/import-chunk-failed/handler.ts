import * as z from 'zod/mini';
import { giveUpChunk, giveUpSplit } from '../../lib/app/import/give-up-chunk.ts';
import type { GiveUpDeps } from '../../lib/app/import/import-deps.ts';
import { importMessage } from '../../lib/events/import-message.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { log } from '../../lib/log.ts';

export const createHandler = (deps: GiveUpDeps): QueueHandler =>
  createQueueHandler(async (body) => {
    const message = z.parse(importMessage, body);
    log.error('import message given up', message);
    if ('chunk' in message) await giveUpChunk(deps, message.importId, message.chunk);
    else await giveUpSplit(deps, message.importId);
  });
