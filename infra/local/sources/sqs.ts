import type { LocalQueue, ReceivedMessage } from '../emulators/queues.ts';
import type { Invocation, LocalFunction } from '../lambda/function.ts';
import { readBatchItemFailures } from './batch-item-failures.ts';
import type { EventSource, SourceOptions } from './event-source.ts';
import type { Filter } from './filter-pattern.ts';
import { createBatchReader } from './sqs-batch.ts';
import { createSqsRecord } from './sqs-record.ts';

export interface SqsSourceOptions extends SourceOptions {
  readonly queue: LocalQueue;
  readonly queueArn: string;
  readonly target: LocalFunction;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly maximumConcurrency: number;
  readonly reportsFailures: boolean;
  readonly filter: Filter;
}

/** How many batches Lambda begins with when the mapping sets no maximum. */
export const DEFAULT_CONCURRENCY = 5;

/**
 * An event source mapping on a queue. A batch that succeeds is deleted; one that fails becomes visible again when the
 * queue's visibility timeout ends, and the queue's redrive policy decides how often.
 */
export function startSqsSource(options: SqsSourceOptions): EventSource {
  const { queue, target, log, maximumConcurrency } = options;
  const reader = createBatchReader(options);
  const running = new Set<Promise<void>>();
  let stopped = false;

  const poll = async () => {
    while (!stopped) {
      // A function with less reserved concurrency than this would throttle: the messages wait in the queue instead.
      const limit = Math.min(maximumConcurrency, target.reservedConcurrency ?? Number.POSITIVE_INFINITY);
      if (running.size >= limit) {
        await Promise.race(running);
        continue;
      }
      const batch = await reader.next();
      if (batch.length === 0) continue;
      const processing: Promise<void> = processBatch(batch, options)
        .catch((error: Error) => log.error(`${target.name}: ${error.message}`))
        .finally(() => running.delete(processing));
      running.add(processing);
    }
  };
  const polling = poll().catch((error: Error) =>
    log.error(`${target.name} stopped polling: ${error.message}`),
  );

  return {
    close: async () => {
      stopped = true;
      reader.stop();
      queue.wake();
      await polling;
      await Promise.all(running);
    },
  };
}

async function processBatch(batch: readonly ReceivedMessage[], options: SqsSourceOptions): Promise<void> {
  const { queue, queueArn, target, deliveries, retryDelayMs } = options;
  const event = { Records: batch.map((message) => createSqsRecord(message, queueArn)) };
  let invocation = await target.invoke(event);
  for (let delivery = 1; delivery < deliveries; delivery += 1) invocation = await target.invoke(event);

  const failed = failedMessages(batch, invocation, options);
  queue.delete(batch.filter((message) => !failed.has(message)));
  if (retryDelayMs !== undefined) queue.release([...failed], retryDelayMs);
}

/** The messages that stay in the queue. */
function failedMessages(
  batch: readonly ReceivedMessage[],
  invocation: Invocation,
  { queue, target, log, reportsFailures }: SqsSourceOptions,
): ReadonlySet<ReceivedMessage> {
  if (!invocation.ok) return new Set(batch);
  if (!reportsFailures) return new Set();
  const known = new Set(batch.map(({ messageId }) => messageId));
  const reported = readBatchItemFailures(invocation.payload, known);
  if (reported === 'all') {
    log.error(`${target.name} answered with batch item failures that Lambda does not understand.`);
    return new Set(batch);
  }
  if (!queue.fifo) return new Set(batch.filter(({ messageId }) => reported.has(messageId)));
  // Deleting a later message of a group before an earlier one has succeeded would break the group's order.
  const broken = new Set<string | undefined>();
  return new Set(
    batch.filter(({ messageId, attributes }) => {
      const group = attributes['MessageGroupId'];
      if (reported.has(messageId)) broken.add(group);
      return broken.has(group);
    }),
  );
}
