import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { JobQueue } from '../app/ports/job-queue.ts';

/** The queue of jobs: one message at a time for each. Jobs do not wait for each other, so it is a standard queue. */
export const jobQueue = (sqs: SQSClient, queueUrl: string): JobQueue => ({
  async send(job, delaySeconds) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ job }),
        DelaySeconds: delaySeconds,
      }),
    );
  },
});
