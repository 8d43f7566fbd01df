import * as z from 'zod/mini';
import { giveUpChunk } from '../../lib/app/import/give-up-chunk.ts';
import { giveUpFile } from '../../lib/app/import/give-up-file.ts';
import { importIdOf } from '../../lib/app/import/ids.ts';
import type { GiveUpDeps } from '../../lib/app/import/import-deps.ts';
import { failedInvocation, importMessage } from '../../lib/events/import-message.ts';
import { createdObjects } from '../../lib/events/s3.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { log } from '../../lib/log.ts';

const givenUp = z.union([importMessage, failedInvocation]);

/** What import-chunk and import-csv have failed on too often: a chunk, the rest of a file, or a notification of uploads. */
export const createHandler = (deps: GiveUpDeps): QueueHandler =>
  createQueueHandler(async (body) => {
    const message = z.parse(givenUp, body);
    log.error('import given up', message);
    if ('chunk' in message) return giveUpChunk(deps, message.importId, message.chunk);
    if ('split' in message) return giveUpFile(deps, message.importId);
    for (const file of createdObjects(message.requestPayload)) await giveUpFile(deps, importIdOf(file));
  });
