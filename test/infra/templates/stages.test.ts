import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type StageName, stages } from '../../../infra/stages.ts';
import { appOf, templatesOf } from './synthesized.ts';

const stageNames = Object.keys(stages) as StageName[];

const replicas = z.array(
  z.object({
    DeletionProtectionEnabled: z.boolean(),
    PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }),
  }),
);

/** What CloudFormation would have to give the same name twice if a second stage came into the account. */
const physicalNames = [
  'TableName',
  'BucketName',
  'QueueName',
  'FunctionName',
  'RoleName',
  'LogGroupName',
  'TopicName',
  'AlarmName',
  'ManagedPolicyName',
];

describe.each(stageNames)('%s', (stage) => {
  const settings = stages[stage];
  const templates = templatesOf(stage);

  test('throttles the API as the stage says', () => {
    expect(templates.one('AWS::ApiGatewayV2::Stage').properties['DefaultRouteSettings']).toMatchObject({
      ThrottlingRateLimit: settings.throttle.rate,
      ThrottlingBurstLimit: settings.throttle.burst,
    });
  });

  test('keeps every log as long as the stage says', () => {
    const groups = templates.all('AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(0);
    for (const { name, properties } of groups) {
      expect(properties['RetentionInDays'], name).toBe(settings.logRetention);
    }
  });

  test('leaves no function to a log group that nobody made', () => {
    const made = new Set<unknown>(templates.all('AWS::Logs::LogGroup').map(({ name }) => name));
    for (const { name, properties } of templates.all('AWS::Lambda::Function')) {
      const { LogGroup: used } = z.object({ LogGroup: z.string() }).parse(properties['LoggingConfig']);
      expect(made.has(used), name).toBe(true);
    }
  });

  test('protects its tables as the stage says', () => {
    for (const { name, properties } of templates.all('AWS::DynamoDB::GlobalTable')) {
      for (const replica of replicas.parse(properties['Replicas'])) {
        expect(replica, name).toMatchObject({
          DeletionProtectionEnabled: settings.deletionProtection,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: settings.pointInTimeRecovery },
        });
      }
    }
  });

  test('limits its workers as the stage says', () => {
    const limits = Object.fromEntries(
      templates
        .all('AWS::Lambda::EventSourceMapping')
        .flatMap(({ properties }) =>
          properties['ScalingConfig'] === undefined
            ? []
            : [[properties['FunctionName'], properties['ScalingConfig']]],
        ),
    );
    expect(limits).toEqual({
      RotateFunction: { MaximumConcurrency: settings.concurrency.rotate },
      ImportChunkFunction: { MaximumConcurrency: settings.concurrency.importChunk },
      RunWorkflowFunction: { MaximumConcurrency: settings.concurrency.runWorkflow },
      RunJobFunction: { MaximumConcurrency: settings.concurrency.runJob },
      CompanyOwnerFunction: { MaximumConcurrency: settings.concurrency.companyOwner },
      TellOwnersFunction: { MaximumConcurrency: settings.concurrency.tellOwners },
      SalesforceInboxFunction: { MaximumConcurrency: settings.concurrency.salesforceInbox },
    });
  });

  test('lets in the web pages that the stage names, and no others', () => {
    const api = templates.one('AWS::ApiGatewayV2::Api').properties['CorsConfiguration'];
    const bucket = templates.one('AWS::S3::Bucket', 'ImportBucket').properties['CorsConfiguration'];
    const { corsOrigins } = settings;
    const none = corsOrigins.length === 0;
    const allowed = {
      AllowOrigins: corsOrigins,
      AllowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
      ExposeHeaders: expect.arrayContaining(['etag', 'idempotent-replayed', 'retry-after']),
    };
    expect(api).toEqual(none ? undefined : expect.objectContaining(allowed));
    expect(bucket).toEqual(
      none ? undefined : { CorsRules: [expect.objectContaining({ AllowedOrigins: corsOrigins })] },
    );
  });

  test('sends its alarms to the address of the stage', () => {
    const endpoints = templates.all('AWS::SNS::Subscription').map(({ properties }) => properties['Endpoint']);
    expect(endpoints).toEqual(settings.alarmEmail === undefined ? [] : [settings.alarmEmail]);
  });

  test('warms what imports write to, if the stage says so', () => {
    const warm = templates.all('AWS::DynamoDB::GlobalTable').flatMap(({ name, properties }) => {
      return properties['WarmThroughput'] === undefined ? [] : [name];
    });
    expect(warm.sort()).toEqual(
      settings.warmThroughput === undefined
        ? []
        : ['ChangesTable', 'EnrollmentsTable', 'RecordKeysTable', 'RecordsTable'],
    );
  });

  test('names nothing, so that it fits into one account with another stage', () => {
    const named = templates.resources
      .filter(
        ({ type }) =>
          type.startsWith('AWS::') && !/::(Permission|EventSourceMapping|EventInvokeConfig)$/.test(type),
      )
      // A FIFO topic needs a name; it is made of that of its stack, which exists once.
      .filter(({ properties }) => properties['FifoTopic'] !== true)
      .filter(({ properties }) => physicalNames.some((key) => key in properties));
    expect(named).toEqual([]);
  });

  test('tells where everything is under exactly these names', () => {
    expect([...templates.outputs.keys()].sort()).toEqual(
      [
        'ApiUrl',
        'ChangesTable',
        'CompanyOwnerDeadLetterQueueUrl',
        'CompanyOwnerQueueUrl',
        'DirectoryTable',
        'EnrollmentsTable',
        'ImportBucket',
        'ImportDeadLetterQueueUrl',
        'ImportQueueUrl',
        'JobDeadLetterQueueUrl',
        'JobQueueUrl',
        'JobsTable',
        'LookDeadLetterQueueUrl',
        'LookQueueUrl',
        'NoticesTable',
        'NotificationTopicArn',
        'RecordKeysTable',
        'RecordsTable',
        'RequestsTable',
        'RotationDeadLetterQueueUrl',
        'RotationQueueUrl',
        'RotationsTable',
        'WorkflowDeadLetterQueueUrl',
        'WorkflowQueueUrl',
        'SalesforceDeadLetterQueueUrl',
        'SalesforceOwnersTable',
        'SalesforceQueueUrl',
        'SalesforceTopicArn',
        ...(settings.jwt === undefined ? ['MachineClientId', 'TokenUrl', 'UserPoolId'] : []),
      ].sort(),
    );
  });
});

describe('prod', () => {
  test('can be restored to any second, and is not deleted by accident', () => {
    expect(stages.prod).toMatchObject({
      pointInTimeRecovery: true,
      deletionProtection: true,
      removalPolicy: 'retain',
    });
  });

  test('keeps tables, buckets, logs and the issuer of tokens when their stack goes', () => {
    const prod = appOf('prod').synth().getNestedAssembly('assembly-rota-prod');
    const kept = /^AWS::(DynamoDB::GlobalTable|S3::Bucket|Logs::LogGroup|Cognito::UserPool)$/;
    const policy = z.object({ Type: z.string(), DeletionPolicy: z.optional(z.string()) });
    const stored = prod.stacks
      .flatMap(({ template }) => Object.values(template.Resources))
      .map((resource) => policy.parse(resource))
      .filter(({ Type: type }) => kept.test(type));
    expect(new Set(stored.map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(new Set(['Retain']));
  });

  test('refuses to delete the stack of the tables', () => {
    const prod = appOf('prod').synth().getNestedAssembly('assembly-rota-prod');
    const [protectedStack] = prod.stacks.filter(({ terminationProtection }) => terminationProtection);
    expect(protectedStack?.stackName).toBe('rota-prod-data');
  });
});

test('no two stages share the name of a stack', () => {
  const names = stageNames.flatMap((stage) =>
    appOf(stage)
      .synth()
      .getNestedAssembly(`assembly-rota-${stage}`)
      .stacks.map(({ stackName }) => stackName),
  );
  expect(new Set(names).size).toBe(2 * stageNames.length);
});
