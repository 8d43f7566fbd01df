import type { LocalQueue, ReceivedMessage } from '../emulators/queues.ts';
import type { Filter } from './filter-pattern.ts';
import { createSqsRecord, filterableSqsRecord } from './sqs-record.ts';

export interface BatchOptions {
  readonly queue: LocalQueue;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly filter: Filter;
}

/** Gathers batches from one queue. */
export interface BatchReader {
  /** The next batch, empty when nothing came for a while or the reader was stopped. */
  next(): Promise<ReceivedMessage[]>;
  stop(): void;
}

const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;
const IDLE_WAIT_SECONDS = 20;

/**
 * Gathers up to `batchSize` messages: what is there at once, or, with a window, until the batch is full, the window
 * has passed since the first message, or the next message would not fit the payload. Messages that the filter does
 * not want are deleted, as Lambda deletes them.
 */
export function createBatchReader(options: BatchOptions): BatchReader {
  const { queue, queueArn, batchSize, windowSeconds, filter } = options;
  const left: ReceivedMessage[] = [];
  let stopped = false;

  const receive = async (max: number, waitSeconds: number): Promise<ReceivedMessage[]> => {
    const received = left.length > 0 ? left.splice(0, max) : await queue.receive(max, waitSeconds);
    const unwanted = received.filter((message) => !filter(filterableSqsRecord(message, queueArn)));
    queue.delete(unwanted);
    return received.filter((message) => !unwanted.includes(message));
  };

  return {
    stop: () => {
      stopped = true;
      queue.release(left, 0);
    },
    next: async () => {
      const batch: ReceivedMessage[] = [];
      let bytes = 0;
      let deadline = Number.POSITIVE_INFINITY;
      while (!stopped && batch.length < batchSize && Date.now() < deadline) {
        const seconds = batch.length === 0 ? IDLE_WAIT_SECONDS : (deadline - Date.now()) / 1_000;
        const received = await receive(batchSize - batch.length, seconds);
        for (const [position, message] of received.entries()) {
          const size = Buffer.byteLength(JSON.stringify(createSqsRecord(message, queueArn))) + 1;
          if (batch.length > 0 && bytes + size > MAX_PAYLOAD_BYTES) {
            left.push(...received.slice(position));
            return batch;
          }
          batch.push(message);
          bytes += size;
        }
        if (batch.length === 0) continue;
        if (windowSeconds === 0) break;
        if (deadline === Number.POSITIVE_INFINITY) deadline = Date.now() + windowSeconds * 1_000;
      }
      return batch;
    },
  };
}
