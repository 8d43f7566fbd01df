import * as z from 'zod/mini';
import { type LookDeps, lookAtNotice } from '../../lib/app/notify/look.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';

const lookMessage = z.object({
  noticeId: z.string(),
  number: z.number(),
  seen: z.nullable(z.number()),
  still: z.number(),
});

export const createHandler = (deps: LookDeps): QueueHandler =>
  createQueueHandler((body) => {
    const { noticeId, ...look } = z.parse(lookMessage, body);
    return lookAtNotice(deps, noticeId, look);
  });
