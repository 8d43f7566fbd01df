import type { SQSClient } from '@aws-sdk/client-sqs';
import type { WorkflowQueue } from '../app/ports/workflows.ts';
import { sendMessages } from './send-messages.ts';

/** The queue of workflows. Enrollments do not wait for each other, and each knows where it is: a standard queue. */
export const workflowQueue = (sqs: SQSClient, queueUrl: string): WorkflowQueue => ({
  send: (messages) =>
    sendMessages(
      sqs,
      queueUrl,
      messages.map((body) => ({ body })),
    ),
});
