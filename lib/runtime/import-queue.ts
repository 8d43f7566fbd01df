import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ImportQueue } from '../app/ports/import-queue.ts';
import { sendMessages } from './send-messages.ts';

/**
 * The queue of imports: one message for each chunk, and one for the rest of a file that is not cut yet. Which comes first does
 * not matter, so it is a standard queue.
 */
export const importQueue = (sqs: SQSClient, queueUrl: string): ImportQueue => ({
  send: (importId, chunks) =>
    sendMessages(
      sqs,
      queueUrl,
      chunks.map((chunk) => ({ body: { importId, chunk } })),
    ),
  sendRest: (importId, split) => sendMessages(sqs, queueUrl, [{ body: { importId, split } }]),
});
