import type { SQSClient } from '@aws-sdk/client-sqs';
import type { CompanyOwnerQueue } from '../app/ports/company-owner-queue.ts';
import { sendMessages } from './send-messages.ts';

/** By then the index names every contact that was in the company when its owner changed. */
const secondsToCatchUp = 1;

/** The queue of owners on the way to their companies' contacts. Late ones know themselves to be late, so it is a standard queue. */
export const companyOwnerQueue = (sqs: SQSClient, queueUrl: string): CompanyOwnerQueue => ({
  send: (owners) =>
    sendMessages(
      sqs,
      queueUrl,
      owners.map((owner) => ({ body: owner, delaySeconds: secondsToCatchUp })),
    ),
});
