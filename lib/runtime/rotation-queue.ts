import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueuedBatch, RotationQueue } from '../app/ports/rotations.ts';

/** SQS takes at most ten messages, and 1 MiB of them, in one request; ten of our batches stay below 100 KiB. */
const messagesAtOnce = 10;
const attempts = 5;

/**
 * The FIFO queue of all rotations. The message group is the rotation, so that it has one writer at a time; the deduplication id
 * is the batch, so that sending it again within five minutes changes nothing.
 */
export const rotationQueue = (sqs: SQSClient, queueUrl: string): RotationQueue => {
  const sendSome = async (batches: readonly QueuedBatch[]): Promise<readonly QueuedBatch[]> => {
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batches.map((batch, n) => ({
          Id: String(n),
          MessageBody: JSON.stringify(batch),
          MessageGroupId: batch.rotationId,
          MessageDeduplicationId: batch.batchId,
        })),
      }),
    );
    return (answer.Failed ?? []).flatMap(({ Id }) => batches[Number(Id)] ?? []);
  };
  return {
    async send(batches) {
      for (let start = 0; start < batches.length; start += messagesAtOnce) {
        let left: readonly QueuedBatch[] = batches.slice(start, start + messagesAtOnce);
        for (let attempt = 0; attempt < attempts && left.length > 0; attempt++) left = await sendSome(left);
        if (left.length > 0) throw new Error(`${left.length} batches could not be queued.`);
      }
    },
  };
};
