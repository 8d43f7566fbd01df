import * as z from 'zod/mini';
import { importChunk } from '../../lib/app/import/import-chunk.ts';
import type { ChunkDeps, SplitDeps } from '../../lib/app/import/import-deps.ts';
import { resumeImport } from '../../lib/app/import/start-import.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { importMessage } from './import-message.ts';

export const createHandler = (deps: ChunkDeps & SplitDeps): QueueHandler =>
  createQueueHandler((body, { timeLeft }) => {
    const message = z.parse(importMessage, body);
    return 'chunk' in message
      ? importChunk(deps, message.importId, message.chunk)
      : resumeImport(deps, message.importId, timeLeft);
  });
