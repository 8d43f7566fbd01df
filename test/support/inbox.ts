import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import { freshEmail } from './rota.ts';

export type Received = { body: Record<string, unknown>; attributes: Record<string, string> };

/**
 * A queue that is subscribed to what of a topic fits a filter, as a team would do it, to the notifications if not said; it keeps what
 * it has received.
 */
export const inboxOf = async (
  filter: Record<string, readonly string[]>,
  topic: 'notificationTopicArn' | 'salesforceTopicArn' = 'notificationTopicArn',
) => {
  const { region, credentials, endpoints, resources } = inject('host');
  const topicArn = resources[topic];
  const fifo = topicArn.endsWith('.fifo');
  const sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
  const sns = new SNSClient({ region, credentials, endpoint: endpoints.sns });
  const name = freshEmail().replace(/@.*/, fifo ? '.fifo' : '');
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, ...(fifo ? { Attributes: { FifoQueue: 'true' } } : {}) }),
  );
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${region}:000000000000:${name}`,
      Attributes: { FilterPolicy: JSON.stringify(filter), RawMessageDelivery: 'true' },
    }),
  );
  const received: Received[] = [];
  return {
    /** Everything that has come until now. */
    async all(): Promise<Received[]> {
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ['All'],
          }),
        );
        if (Messages.length === 0) return received;
        for (const { Body = '', MessageAttributes = {}, ReceiptHandle } of Messages) {
          const attributes = Object.entries(MessageAttributes).map(([key, { StringValue = '' }]) => [
            key,
            StringValue,
          ]);
          received.push({ body: JSON.parse(Body), attributes: Object.fromEntries(attributes) });
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
    close: (): void => {
      sqs.destroy();
      sns.destroy();
    },
  };
};

export type Inbox = Awaited<ReturnType<typeof inboxOf>>;
