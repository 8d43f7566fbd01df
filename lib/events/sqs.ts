import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from '../log.ts';

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** What else a message's work may ask for. */
export type Delivery = {
  /** Stays the same however often the message is handed out. */
  messageId: string;
  /** Whether the message has been handed out before: its work may be done, or half done. */
  isRepeated: boolean;
  /** How many milliseconds are left. */
  timeLeft: () => number;
};

/** The message group of a FIFO queue; each message of a standard queue stands alone. */
const groupOf = (message: SQSRecord): string => message.attributes.MessageGroupId ?? message.messageId;

/**
 * Works through one group in its order. Behind a failure nothing of the group is tried: it would overtake.
 *
 * @returns the ids of the messages that are to come again
 */
const workThrough = async (
  messages: readonly SQSRecord[],
  work: (message: SQSRecord) => Promise<void>,
): Promise<string[]> => {
  for (const [place, message] of messages.entries()) {
    try {
      await work(message);
    } catch (error) {
      const { messageId, attributes } = message;
      log.error('message failed', { messageId, receiveCount: attributes.ApproximateReceiveCount, error });
      return messages.slice(place).map((left) => left.messageId);
    }
  }
  return [];
};

/**
 * A function that a queue calls. Groups run side by side, messages of one group in order; those that failed, and those behind
 * them in their group, are reported, so that SQS deletes the others and delivers these again.
 *
 * @param work what to do with a message's body, parsed as JSON; throws if the message is to come again
 */
export const createQueueHandler = (
  work: (body: unknown, delivery: Delivery) => Promise<void>,
): QueueHandler =>
  middy<SQSEvent, SQSBatchResponse>().handler(async (event, context) => {
    const timeLeft = (): number => context.getRemainingTimeInMillis();
    const groups = Map.groupBy(event.Records, groupOf);
    const failed = await Promise.all(
      [...groups.values()].map((messages) =>
        workThrough(messages, async ({ body, messageId, attributes }) => {
          const isRepeated = Number(attributes.ApproximateReceiveCount) > 1;
          await work(JSON.parse(body), { messageId, timeLeft, isRepeated });
        }),
      ),
    );
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  });
