import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LookQueue } from '../app/ports/notices.ts';

/** The queue of looks at notices. Its own delay is how long a run must be quiet, so nobody else need know that. */
export const lookQueue = (sqs: SQSClient, queueUrl: string): LookQueue => ({
  async send(look, inSeconds) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(look),
        DelaySeconds: inSeconds,
      }),
    );
  },
});
