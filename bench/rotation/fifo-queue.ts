import type { Context, SQSRecord } from 'aws-lambda';
import type { RotationQueue } from '../../lib/app/ports/rotations.ts';
import type { QueueHandler } from '../../lib/events/sqs.ts';

/** Lambda takes at most ten messages of a FIFO queue at once. */
const largestDelivery = 10;
const mostReceives = 3;

/** A FIFO queue in this process, with a function behind it as Lambda's event source mapping has it. */
export type FifoQueue = RotationQueue & {
  /**
   * Hands up to ten messages of one group, the oldest first, to the function. Those that it reports as failed go back to the
   * front of their group.
   *
   * @returns those that were done; none when the queue is empty
   * @throws Error if a message fails for the third time
   */
  deliver: (handler: QueueHandler) => Promise<readonly SQSRecord[]>;
};

const received = (message: SQSRecord): SQSRecord => {
  const count = Number(message.attributes.ApproximateReceiveCount) + 1;
  if (count > mostReceives) throw new Error(`Message ${message.messageId} failed ${mostReceives} times.`);
  return { ...message, attributes: { ...message.attributes, ApproximateReceiveCount: String(count) } };
};

const messageOf = (body: object, group: string, deduplicationId: string): SQSRecord => ({
  messageId: deduplicationId,
  receiptHandle: deduplicationId,
  body: JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '0',
    ApproximateFirstReceiveTimestamp: '0',
    SentTimestamp: '0',
    SenderId: 'bench',
    MessageGroupId: group,
    MessageDeduplicationId: deduplicationId,
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: '',
});

/** Groups, deduplication and bodies are those of lib/runtime/rotation-queue.ts. */
export const fifoQueue = (): FifoQueue => {
  const groups = new Map<string, SQSRecord[]>();
  const known = new Set<string>();
  const put = (body: object, group: string, deduplicationId: string): void => {
    if (known.has(deduplicationId)) return;
    known.add(deduplicationId);
    const messages = groups.get(group) ?? [];
    messages.push(messageOf(body, group, deduplicationId));
    groups.set(group, messages);
  };
  return {
    async send(batches) {
      for (const batch of batches) put(batch, batch.rotationId, `${batch.rotationId}-${batch.batchId}`);
    },
    async retryHeld(rotationIds) {
      for (const rotationId of rotationIds) {
        put({ rotationId, retryHeld: true }, rotationId, `held-${known.size}`);
      }
    },
    async deliver(handler) {
      const next = [...groups].find(([, messages]) => messages.length > 0);
      if (next === undefined) return [];
      const [group, messages] = next;
      const delivery = messages.slice(0, largestDelivery).map(received);
      const { batchItemFailures } = await handler({ Records: delivery }, {} as Context);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const again = delivery.filter(({ messageId }) => failed.has(messageId));
      const later = (groups.get(group) ?? []).slice(delivery.length);
      groups.set(group, [...again, ...later]);
      return delivery.filter(({ messageId }) => !failed.has(messageId));
    },
  };
};
