import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ReportQueue } from '../app/ports/import-reports.ts';
import { sendMessages } from './send-messages.ts';

/** Reports are made where jobs are worked on. */
export const reportQueue = (sqs: SQSClient, queueUrl: string): ReportQueue => ({
  send: (report) => sendMessages(sqs, queueUrl, [{ body: { report } }]),
});
