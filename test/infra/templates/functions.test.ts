import { describe, expect, test } from 'vitest';
import { functionNames } from '../../../infra/stacks/functions.ts';
import { functionOf } from './function-resources.ts';
import { templatesOf } from './synthesized.ts';

const templates = templatesOf('local');

describe.each(functionNames)('%s', (name) => {
  const { properties } = functionOf(name);

  test('runs on Node 24 on arm64 from its own bundle, with a small young generation', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Environment: { Variables: { NODE_OPTIONS: '--max-semi-space-size=4' } },
    });
  });

  test('is traced, and logs to a group of its own', () => {
    expect(properties).toMatchObject({
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: {
        LogFormat: 'JSON',
        LogGroup: functionOf(name).name.replace(/Function$/, 'Logs'),
      },
    });
  });

  test('says how long it may take and how much memory it has', () => {
    expect(properties).toMatchObject({ Timeout: expect.any(Number), MemorySize: expect.any(Number) });
  });
});

test.each([
  ['rotate', 30],
  ['import-csv', 900],
  ['import-chunk', 120],
  ['run-job', 120],
] as const)('%s may take %i s', (name, seconds) => {
  expect(functionOf(name).properties['Timeout']).toBe(seconds);
});

test('a function that answers requests ends before API Gateway gives up', () => {
  const answering = templates
    .all('AWS::ApiGatewayV2::Integration')
    .map(({ properties }) => templates.one('AWS::Lambda::Function', String(properties['IntegrationUri'])));
  expect(answering.length).toBeGreaterThan(0);
  for (const { name, properties } of answering) expect(properties['Timeout'], name).toBeLessThan(30);
});

test('import-csv is tried three times and then reported to its dead-letter queue', () => {
  expect(
    templates.one('AWS::Lambda::EventInvokeConfig', 'ImportCsvFunctionEventInvokeConfig').properties,
  ).toEqual({
    FunctionName: 'ImportCsvFunction',
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: 'ImportCsvDeadLettersQueue' } },
  });
});

test('every object created below imports/ starts import-csv, and nothing else starts anything', () => {
  expect(templates.one('Custom::S3BucketNotifications').properties).toMatchObject({
    BucketName: 'ImportBucket',
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [
        {
          Events: ['s3:ObjectCreated:*'],
          Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'imports/' }] } },
          LambdaFunctionArn: 'ImportCsvFunction',
        },
      ],
    },
  });
});

test('S3 may start import-csv for this bucket of this account only', () => {
  const permissions = templates
    .all('AWS::Lambda::Permission')
    .filter(({ properties }) => properties['Principal'] === 's3.amazonaws.com');
  expect(permissions.map(({ properties }) => properties)).toEqual([
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: 'ImportCsvFunction',
      Principal: 's3.amazonaws.com',
      SourceAccount: '000000000000',
      SourceArn: 'ImportBucket',
    },
  ]);
});
