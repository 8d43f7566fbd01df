import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ApplyQueue } from '../app/ports/applies.ts';
import { sendMessages } from './send-messages.ts';

/** Dry runs are applied where jobs are worked on. */
export const applyQueue = (sqs: SQSClient, queueUrl: string): ApplyQueue => ({
  send: (importId) => sendMessages(sqs, queueUrl, [{ body: { apply: { importId } } }]),
});
