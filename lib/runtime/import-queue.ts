import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ImportQueue } from '../app/ports/import-queue.ts';
import type { Chunk } from '../domain/import/import.ts';

/** SQS takes at most ten messages in one request. */
const messagesAtOnce = 10;
const attempts = 5;

/** The queue of chunks: one message each. Which chunk comes first does not matter, so it is a standard queue. */
export const importQueue = (sqs: SQSClient, queueUrl: string): ImportQueue => {
  const sendSome = async (importId: string, chunks: readonly Chunk[]): Promise<readonly Chunk[]> => {
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: chunks.map((chunk, n) => ({
          Id: String(n),
          MessageBody: JSON.stringify({ importId, chunk }),
        })),
      }),
    );
    return (answer.Failed ?? []).flatMap(({ Id }) => chunks[Number(Id)] ?? []);
  };
  return {
    async send(importId, chunks) {
      for (let start = 0; start < chunks.length; start += messagesAtOnce) {
        let left: readonly Chunk[] = chunks.slice(start, start + messagesAtOnce);
        for (let attempt = 0; attempt < attempts && left.length > 0; attempt++) {
          left = await sendSome(importId, left);
        }
        if (left.length > 0) throw new Error(`${left.length} chunks could not be queued.`);
      }
    },
  };
};
