import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { chunksOf } from '../chunks-of.ts';
import { pauseBefore } from '../pause.ts';

/** A message; a FIFO queue also needs its group and the id by which it is known again, another one may hold it back for a while. */
export type Message = { body: unknown; groupId?: string; deduplicationId?: string; delaySeconds?: number };

/** SQS takes at most ten messages, and 1 MiB of them, in one request; none of ours has 100 KiB. */
const messagesAtOnce = 10;
const attempts = 5;

const sendSome = async (
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly Message[],
): Promise<readonly Message[]> => {
  const answer = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map(({ body, groupId, deduplicationId, delaySeconds }, n) => ({
        Id: String(n),
        MessageBody: JSON.stringify(body),
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
        DelaySeconds: delaySeconds,
      })),
    }),
  );
  return (answer.Failed ?? []).flatMap(({ Id }) => messages[Number(Id)] ?? []);
};

/**
 * Sends messages in their order, ten at a time, and those again that SQS did not take.
 *
 * @throws Error if some are still not taken after five attempts; those before them are sent then
 */
export const sendMessages = async (
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly Message[],
): Promise<void> => {
  for (const some of chunksOf(messages, messagesAtOnce)) {
    let left: readonly Message[] = some;
    for (let attempt = 0; attempt < attempts && left.length > 0; attempt++) {
      if (attempt > 0) await pauseBefore(attempt);
      left = await sendSome(sqs, queueUrl, left);
    }
    if (left.length > 0) throw new Error(`${left.length} messages could not be queued.`);
  }
};
