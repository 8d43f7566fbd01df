import { describe, expect, test } from 'vitest';
import { type StageName, stages } from '../../../infra/stages.ts';
import { refusesPlainHttp } from './statements.ts';
import { templatesOf } from './synthesized.ts';

const templates = templatesOf('local');

const policyOf = (topic: string) => {
  const [policy] = templates
    .all('AWS::SNS::TopicPolicy')
    .filter(({ properties }) => String(properties['Topics']) === topic);
  if (policy === undefined) throw new Error(`There is no policy of ${topic}.`);
  return policy;
};

describe('the topic of notifications', () => {
  test('is encrypted with the key that AWS keeps for SNS', () => {
    const { properties } = templates.one('AWS::SNS::Topic', 'NotificationTopic');
    expect(properties).toMatchObject({ KmsMasterKeyId: expect.stringMatching(/:alias\/aws\/sns$/) });
  });

  test('refuses requests without TLS', () => {
    expect(refusesPlainHttp(policyOf('NotificationTopic'), 'sns:Publish')).toBe(true);
  });
});

test('notify is handed only what is new in the history and to be told, and does not hold it up for ever', () => {
  const sources = templates.all('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);
  const source = sources.find(({ FunctionName }) => FunctionName === 'NotifyFunction');
  expect(source).toMatchObject({
    EventSourceArn: 'ChangesTable.StreamArn',
    BatchSize: 100,
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    DestinationConfig: { OnFailure: { Destination: 'NotifyStreamDeadLettersQueue' } },
  });
  const pattern = {
    eventName: ['INSERT'],
    dynamodb: {
      NewImage: { toOwnerId: { S: [{ exists: true }] }, write: { M: { notify: { BOOL: [true] } } } },
    },
  };
  expect(source?.['FilterCriteria']).toEqual({ Filters: [{ Pattern: JSON.stringify(pattern) }] });
});

test.each(Object.keys(stages) as StageName[])('%s waits for as long as the stage says', (stage) => {
  expect(templatesOf(stage).one('AWS::SQS::Queue', 'LookQueue').properties).toMatchObject({
    DelaySeconds: stages[stage].notifyAfterQuietSeconds,
  });
});

test('notices are forgotten by themselves', () => {
  expect(templates.one('AWS::DynamoDB::GlobalTable', 'NoticesTable').properties).toMatchObject({
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
});
