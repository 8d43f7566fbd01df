import * as z from 'zod/mini';
import { importChunk } from '../../lib/app/import/import-chunk.ts';
import type { ChunkDeps, SplitDeps } from '../../lib/app/import/import-deps.ts';
import { resumeImport } from '../../lib/app/import/resume-import.ts';
import { importMessage } from '../../lib/events/import-message.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';

export const createHandler = (deps: ChunkDeps & SplitDeps): QueueHandler =>
  createQueueHandler((body, { timeLeft, isRepeated }) => {
    const message = z.parse(importMessage, body);
    return 'chunk' in message
      ? importChunk(deps, { ...message, isRepeated })
      : resumeImport(deps, message.importId, timeLeft);
  });
