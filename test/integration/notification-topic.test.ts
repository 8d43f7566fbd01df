import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAwsEmulator } from '../../infra/local/emulators/aws.ts';
import type { Publication } from '../../infra/local/emulators/sns-publications.ts';
import { notificationLine } from '../../infra/local/print-notification.ts';
import type { Notification } from '../../lib/domain/notification/notification.ts';
import { lookQueue } from '../../lib/runtime/look-queue.ts';
import { notificationTopic } from '../../lib/runtime/notification-topic.ts';
import { someTime } from '../support/builders.ts';

let emulator: Awaited<ReturnType<typeof startAwsEmulator>>;
let sns: SNSClient;
let sqs: SQSClient;
let topicArn: string;
const published: Publication[] = [];
beforeAll(async () => {
  emulator = await startAwsEmulator({
    region: 'eu-west-1',
    secretAccessKey: 'test',
    dataDirectory: undefined,
    documents: {},
  });
  emulator.onPublished((publication) => published.push(publication));
  const client = {
    endpoint: emulator.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  sns = new SNSClient(client);
  sqs = new SQSClient(client);
  topicArn = (await sns.send(new CreateTopicCommand({ Name: 'notifications' }))).TopicArn ?? '';
});
afterAll(async () => {
  sns.destroy();
  sqs.destroy();
  await emulator.close();
});

const notification: Notification = {
  id: 'n1',
  runId: 'run-1',
  ownerId: '7',
  email: 'ada@example.com',
  ownerName: 'Ada Lovelace',
  objectType: 'contacts',
  source: 'BULK',
  actor: 'bob@example.com',
  at: someTime,
  count: 500,
  properties: ['hubspot_owner_id', 'account_manager'],
  records: [{ id: '1', name: 'Alan “Ünal” Turing', properties: ['hubspot_owner_id'] }],
};

/** What a queue receives that is subscribed with this filter. */
const receivedBy = async (name: string, filter: object) => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:eu-west-1:000000000000:${name}`,
      Attributes: { FilterPolicy: JSON.stringify(filter), RawMessageDelivery: 'true' },
    }),
  );
  await notificationTopic(sns, topicArn).publish(notification);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 }),
  );
  return Messages;
};

describe('the topic of notifications', () => {
  it('gives programs the notification as JSON, with attributes to filter by', async () => {
    const [message, ...others] = await receivedBy('programs', {});
    expect(others).toEqual([]);
    expect(JSON.parse(message?.Body ?? '')).toEqual(notification);
    const attributes = Object.entries(message?.MessageAttributes ?? {});
    expect(Object.fromEntries(attributes.map(([name, { StringValue }]) => [name, StringValue]))).toEqual({
      notificationId: 'n1',
      ownerId: '7',
      email: 'ada@example.com',
      objectType: 'contacts',
      source: 'BULK',
      runId: 'run-1',
      properties: '["hubspot_owner_id","account_manager"]',
      count: '500',
    });
  });

  it.each([
    ['their-e-mail', { email: ['ada@example.com'], source: ['API', 'BULK'] }, 1],
    ['somebody-elses', { email: ['grace@example.com'] }, 0],
    ['large-ones', { count: [{ numeric: ['>=', 10] }] }, 1],
    ['small-ones', { count: [{ numeric: ['<', 10] }] }, 0],
  ])('is filtered: %s', async (name, filter, count) => {
    expect(await receivedBy(name, filter)).toHaveLength(count);
  });

  it('has a subject and a text for whoever reads e-mails, and a line for the terminal', () => {
    const [first] = published;
    expect(first).toMatchObject({ topicArn, subject: 'You were given 500 contacts' });
    expect(first?.messages['email']).toContain('Hello Ada Lovelace,');
    if (first === undefined) throw new Error('Nothing was published.');
    expect(notificationLine(first)).toContain('Notification to ada@example.com: You were given 500 contacts');
  });
});

describe('the queue of looks', () => {
  it('has a look wait for as long as the queue says, unless it says itself', async () => {
    const Attributes = { DelaySeconds: '900' };
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'looks', Attributes }));
    const queue = lookQueue(sqs, QueueUrl);
    await queue.send({ noticeId: 'n1', number: 1, seen: null, still: 0 });
    await queue.send({ noticeId: 'n1', number: 2, seen: 3, still: 1 }, 0);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    expect(Messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([
      { noticeId: 'n1', number: 2, seen: 3, still: 1 },
    ]);
  });
});
