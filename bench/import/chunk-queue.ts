import type { SQSRecord } from 'aws-lambda';
import { concurrently } from '../../lib/app/concurrently.ts';
import type { ImportQueue } from '../../lib/app/ports/import-queue.ts';
import type { QueueHandler } from '../../lib/events/sqs.ts';
import { plentyOfTime } from './plenty-of-time.ts';

/** SQS takes ten messages in one request. */
const messagesAtOnce = 10;

/** A standard queue in this process, with a function behind it that gets one message at a time, as the template has it. */
export type ChunkQueue = ImportQueue & {
  /**
   * Hands messages to the function until this share of all that were sent is done.
   *
   * @param workers how many messages are worked on at a time
   * @throws Error if the function reports one as failed
   */
  deliver: (handler: QueueHandler, share: number, workers: number) => Promise<void>;
  /** The requests that sending took. */
  requests: () => number;
  reset: () => void;
};

const messageOf = (body: object, id: string): SQSRecord => ({
  messageId: id,
  receiptHandle: id,
  body: JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '1',
    ApproximateFirstReceiveTimestamp: '0',
    SentTimestamp: '0',
    SenderId: 'bench',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: '',
});

export const chunkQueue = (): ChunkQueue => {
  let sent: SQSRecord[] = [];
  let done = 0;
  let requests = 0;
  return {
    async send(importId, chunks) {
      requests += Math.ceil(chunks.length / messagesAtOnce);
      for (const chunk of chunks) sent.push(messageOf({ importId, chunk }, String(sent.length)));
    },
    sendRest: () => Promise.reject(new Error('The splitter has no reason to run out of time here.')),
    async deliver(handler, share, workers) {
      const some = sent.slice(done, Math.ceil(sent.length * share));
      await concurrently(some, workers, async (message) => {
        const { batchItemFailures } = await handler({ Records: [message] }, plentyOfTime);
        if (batchItemFailures.length > 0) throw new Error(`The chunk ${message.body} failed.`);
      });
      done += some.length;
    },
    requests: () => requests,
    reset: () => {
      sent = [];
      done = 0;
      requests = 0;
    },
  };
};
