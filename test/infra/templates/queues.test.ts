import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { refusesPlainHttp } from './statements.ts';
import { templatesOf } from './synthesized.ts';

const templates = templatesOf('local');
const FOURTEEN_DAYS = 14 * 24 * 60 * 60;

const redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() });

const everyQueue = templates.all('AWS::SQS::Queue');
const deadLetterQueues = everyQueue.filter(({ name }) => name.includes('DeadLetter'));
const workerQueues = everyQueue.filter((queue) => !deadLetterQueues.includes(queue));

test('there are these queues of work and no others', () => {
  expect(workerQueues.map(({ name }) => name).sort()).toEqual([
    'CompanyOwnerQueue',
    'ImportQueue',
    'JobQueue',
    'LookQueue',
    'RotationQueue',
    'SalesforceQueue',
    'WorkflowQueue',
  ]);
});

describe.each(everyQueue)('$name', ({ name, properties }) => {
  test('is encrypted', () => {
    expect(properties).toMatchObject({ SqsManagedSseEnabled: true });
  });

  test('refuses requests without TLS', () => {
    const [policy] = templates
      .all('AWS::SQS::QueuePolicy')
      .filter((each) => String(each.properties['Queues']) === name);
    expect(policy !== undefined && refusesPlainHttp(policy, 'sqs:*')).toBe(true);
  });
});

describe.each(workerQueues)('$name', ({ name, properties }) => {
  const source = templates
    .all('AWS::Lambda::EventSourceMapping')
    .find((each) => each.properties['EventSourceArn'] === name)?.properties;

  test('gives up on a message after five receives, to a dead-letter queue of the same kind', () => {
    const { deadLetterTargetArn, maxReceiveCount } = redrive.parse(properties['RedrivePolicy']);
    expect(maxReceiveCount).toBe(5);
    const target = deadLetterQueues.find((each) => each.name === deadLetterTargetArn);
    expect(target?.properties['FifoQueue']).toBe(properties['FifoQueue']);
  });

  test('hides a message for at least six times as long as its worker may take', () => {
    const worker = templates.one('AWS::Lambda::Function', String(source?.['FunctionName']));
    expect(properties['VisibilityTimeout']).toBeGreaterThanOrEqual(
      6 * z.number().parse(worker.properties['Timeout']),
    );
  });

  test('takes back only the messages that its worker reports as failed', () => {
    expect(source?.['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });
});

describe.each(deadLetterQueues)('$name', ({ name, properties }) => {
  test('keeps messages for fourteen days', () => {
    expect(properties['MessageRetentionPeriod']).toBe(FOURTEEN_DAYS);
  });

  test('raises an alarm at its first message, and says what that means', () => {
    const undertaker = templates
      .all('AWS::Lambda::EventSourceMapping')
      .find((each) => each.properties['EventSourceArn'] === name);
    const metric =
      undertaker === undefined
        ? { MetricName: 'ApproximateNumberOfMessagesVisible', Statistic: 'Maximum' }
        : { MetricName: 'NumberOfMessagesReceived', Statistic: 'Sum' };
    const alarms = templates
      .all('AWS::CloudWatch::Alarm')
      .filter((each) => JSON.stringify(each.properties['Dimensions']).includes(`"${name}.QueueName"`));
    expect(alarms.map((each) => each.properties)).toEqual([
      expect.objectContaining({
        ...metric,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: ['AlarmsTopic'],
        AlarmDescription: expect.any(String),
      }),
    ]);
  });
});

test('the rotation queue keeps the order within a rotation, and rotations run side by side', () => {
  expect(templates.one('AWS::SQS::Queue', 'RotationQueue').properties).toMatchObject({
    FifoQueue: true,
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  });
});

test.each(['ImportDeadLetterQueue', 'ImportCsvDeadLettersQueue'])(
  'what nobody could import is taken from %s, and reported',
  (name) => {
    const source = templates
      .all('AWS::Lambda::EventSourceMapping')
      .find((each) => each.properties['EventSourceArn'] === name);
    expect(source?.properties).toMatchObject({
      FunctionName: 'ImportChunkFailedFunction',
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const queue = templates.one('AWS::SQS::Queue', name);
    expect(queue.properties['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * 60);
  },
);

test.each([
  ['RotationQueue', 'RotateFunction', 10],
  ['ImportQueue', 'ImportChunkFunction', 1],
  ['JobQueue', 'RunJobFunction', 1],
  ['WorkflowQueue', 'RunWorkflowFunction', 1],
  ['CompanyOwnerQueue', 'CompanyOwnerFunction', 1],
  ['LookQueue', 'TellOwnersFunction', 10],
  ['SalesforceQueue', 'SalesforceInboxFunction', 10],
])('%s feeds %s with batches of %i', (queue, worker, batchSize) => {
  const sources = templates.all('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);
  expect(sources).toContainEqual(
    expect.objectContaining({
      EventSourceArn: queue,
      FunctionName: worker,
      BatchSize: batchSize,
      ScalingConfig: { MaximumConcurrency: expect.any(Number) },
    }),
  );
});

test.each([
  ['RecordChanges', 'Records'],
  ['Enroll', 'Records'],
  ['SalesforceChanges', 'Changes'],
])('%s follows the stream of %s, cuts failing batches and reports what stays behind', (name, table) => {
  const sources = templates.all('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);
  expect(sources).toContainEqual({
    EventSourceArn: `${table}Table.StreamArn`,
    FunctionName: `${name}Function`,
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: { OnFailure: { Destination: `${name}StreamDeadLettersQueue` } },
  });
});

test('Salesforce hears of changes in order for each record, over TLS only', () => {
  const topic = templates.one('AWS::SNS::Topic', 'SalesforceTopic');
  expect(topic.properties).toMatchObject({ FifoTopic: true, FifoThroughputScope: 'MessageGroup' });
  const [policy] = templates
    .all('AWS::SNS::TopicPolicy')
    .filter(({ properties }) => String(properties['Topics']) === 'SalesforceTopic');
  expect(policy !== undefined && refusesPlainHttp(policy, 'sns:Publish')).toBe(true);
});

test('CloudWatch may publish to the topic of the alarms, over TLS only', () => {
  const policy = templates.one('AWS::SNS::TopicPolicy', 'AlarmsTopicPolicy');
  expect(refusesPlainHttp(policy, 'sns:Publish')).toBe(true);
  expect(policy.properties).toMatchObject({
    PolicyDocument: {
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
        }),
      ]),
    },
  });
});
