import * as z from 'zod/mini';
import { importChunk } from '../../lib/app/import/import-chunk.ts';
import type { ChunkDeps } from '../../lib/app/import/import-deps.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { chunkMessage } from './chunk-message.ts';

export const createHandler = (deps: ChunkDeps): QueueHandler =>
  createQueueHandler((body) => {
    const { importId, chunk } = z.parse(chunkMessage, body);
    return importChunk(deps, importId, chunk);
  });
