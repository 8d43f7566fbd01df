import type { FauxqsInternals, SqsQueue, SqsStore } from './fauxqs-internals.ts';

/** A message as a consumer receives it. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<
    Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>
  >;
}

/** Operations on one queue of the emulator, without the HTTP round trip. */
export interface LocalQueue {
  readonly fifo: boolean;
  /** Up to ten messages, waiting for the first at most `waitSeconds`. */
  receive(max: number, waitSeconds: number): Promise<ReceivedMessage[]>;
  delete(messages: readonly ReceivedMessage[]): void;
  /** Makes messages visible again after `delayMs`, instead of after the queue's visibility timeout. */
  release(messages: readonly ReceivedMessage[], delayMs: number): void;
  send(body: string, attributes?: Readonly<Record<string, string>>): void;
  /** Ends every `receive` that waits. */
  wake(): void;
}

export interface Queues {
  /** The queue with that ARN; throws when there is none. */
  byArn(arn: string): LocalQueue;
}

type CreateMessage = FauxqsInternals['SqsStore']['createMessage'];

export function createQueues(store: SqsStore, createMessage: CreateMessage): Queues {
  return {
    byArn: (arn) => {
      const queue = store.getQueueByArn(arn);
      if (queue === undefined) throw new Error(`There is no queue ${arn}.`);
      return createLocalQueue(queue, store, createMessage);
    },
  };
}

function createLocalQueue(queue: SqsQueue, store: SqsStore, createMessage: CreateMessage): LocalQueue {
  const dequeue = (max: number) =>
    queue
      .dequeue(max, undefined, (arn) => store.getQueueByArn(arn))
      .map((received) => {
        const { message } = queue.inflightMessages.get(received.ReceiptHandle) ?? {};
        return {
          messageId: received.MessageId,
          receiptHandle: received.ReceiptHandle,
          body: received.Body,
          md5OfBody: received.MD5OfBody,
          messageAttributes: received.MessageAttributes ?? {},
          attributes: Object.fromEntries(
            Object.entries({
              ApproximateReceiveCount: message?.approximateReceiveCount,
              SentTimestamp: message?.sentTimestamp,
              SenderId: 'local',
              ApproximateFirstReceiveTimestamp: message?.approximateFirstReceiveTimestamp,
              SequenceNumber: message?.sequenceNumber,
              MessageGroupId: message?.messageGroupId,
              MessageDeduplicationId: message?.messageDeduplicationId,
            })
              .filter(([, value]) => value !== undefined)
              .map(([name, value]) => [name, String(value)]),
          ),
        };
      });
  return {
    fifo: queue.isFifo(),
    receive: async (max, waitSeconds) => {
      const atOnce = dequeue(Math.min(max, 10));
      if (atOnce.length > 0 || waitSeconds <= 0) return atOnce;
      await queue.waitForMessages(waitSeconds);
      return dequeue(Math.min(max, 10));
    },
    delete: (messages) => {
      for (const { receiptHandle } of messages) queue.deleteMessage(receiptHandle);
    },
    release: (messages, delayMs) => {
      for (const { receiptHandle } of messages) {
        const entry = queue.inflightMessages.get(receiptHandle);
        if (entry !== undefined) entry.visibilityDeadline = Date.now() + delayMs;
      }
    },
    wake: () => queue.cancelWaiters(),
    send: (body, attributes = {}) => {
      const messageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      );
      queue.enqueue(createMessage(body, messageAttributes, undefined));
    },
  };
}
