import { expect, test } from 'vitest';
import { createAssembly } from '../../../infra/local/assembly/assembly.ts';
import {
  checkAttributes,
  createModelledAssembly,
  identifyResources,
} from '../../../infra/local/assembly/model.ts';
import { template } from '../../../infra/local/assembly/template.ts';

const endpoints = { aws: 'http://127.0.0.1:1', api: 'http://127.0.0.1:2' };

const assemblyOf = (Resources: Record<string, object>) =>
  createAssembly([
    {
      name: 'shop',
      account: '000000000000',
      region: 'eu-west-1',
      template: template.parse({ Resources }),
      assets: new Map(),
      identities: new Map(),
    },
  ]);

const check = (resources: Record<string, object>) => {
  const assembly = assemblyOf(resources);
  identifyResources(assembly, endpoints);
  checkAttributes(createModelledAssembly(assembly));
  return assembly;
};

test('names every resource whose type it does not know', () => {
  expect(() =>
    check({ Bus: { Type: 'AWS::Events::EventBus' }, Archive: { Type: 'AWS::Events::Archive' } }),
  ).toThrow(
    [
      'Stack shop, resource Bus: the type AWS::Events::EventBus is not modelled by the local host.',
      'Stack shop, resource Archive: the type AWS::Events::Archive is not modelled by the local host.',
    ].join('\n'),
  );
});

const schedule = { ScheduleExpression: 'rate(1 minute)' };

test.each<[string, object, string]>([
  ['AWS::SQS::Queue', { Shape: 'round' }, 'attribute Shape is not modelled'],
  [
    'AWS::SQS::Queue',
    { RedrivePolicy: { deadLetterTargetArn: 'x', maxReceiveCount: 1, delay: 2 } },
    'attribute RedrivePolicy.delay is not modelled',
  ],
  [
    'AWS::Lambda::EventSourceMapping',
    { EventSourceArn: 'a', FunctionName: 'f', TumblingWindowInSeconds: 3 },
    'attribute TumblingWindowInSeconds is not modelled',
  ],
  [
    'AWS::Lambda::EventSourceMapping',
    { EventSourceArn: 'a', FunctionName: 'f', ParallelizationFactor: 2 },
    'attribute ParallelizationFactor has a value that is not modelled',
  ],
  [
    'AWS::DynamoDB::GlobalTable',
    { KeySchema: [], AttributeDefinitions: [], Replicas: [{ Region: 'a' }, { Region: 'b' }] },
    'attribute Replicas has a value that is not modelled: only one replica',
  ],
  [
    'AWS::Lambda::Function',
    { Code: { S3Key: 'k' }, Handler: 'index.handler', Runtime: 'python3.13', Layers: [] },
    'attribute Runtime has a value that is not modelled: only Node.js runtimes',
  ],
  [
    'AWS::Events::Rule',
    { ...schedule, EventPattern: { source: ['aws.s3'] } },
    'attribute EventPattern is not modelled',
  ],
  ['AWS::Events::Rule', { ...schedule, EventBusName: 'b' }, 'attribute EventBusName is not modelled'],
  [
    'AWS::Events::Rule',
    { EventPattern: {} },
    'attribute ScheduleExpression has a value that is not modelled: only rules with a schedule',
  ],
  [
    'AWS::Events::Rule',
    { ...schedule, State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' },
    'attribute State has a value that is not modelled',
  ],
  [
    'AWS::Events::Rule',
    { ...schedule, Targets: [{ Id: 'a', Arn: 'arn:aws:lambda:x', Input: '{}' }] },
    'attribute Targets[0].Input is not modelled',
  ],
  [
    'AWS::Events::Rule',
    { ...schedule, Targets: [{ Id: 'a', Arn: 'arn:aws:sqs:x' }] },
    'attribute Targets[0].Arn has a value that is not modelled: only functions',
  ],
  ['AWS::IAM::Role', { PermissionsBoundary: 'x' }, 'attribute PermissionsBoundary is not modelled'],
  [
    'AWS::IAM::Policy',
    { PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', NotAction: 'a', Resource: '*' } } },
    'attribute PolicyDocument.Statement[0].NotAction is not modelled',
  ],
])('of a %s with %j says: %s', (Type, Properties, message) => {
  expect(() => check({ Thing: { Type, Properties } })).toThrow(
    `Stack shop, resource Thing (${Type}): ${message}`,
  );
});

test('lets pass what has no effect here, and the functions of custom resources of the CDK', () => {
  const assembly = check({
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { Anything: 1 } },
    Handler: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'x' }, Runtime: 'python3.13' } },
    Emptier: {
      Type: 'Custom::S3AutoDeleteObjects',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] } },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Logs', 'Arn'] } } },
  });
  const ids = createModelledAssembly(assembly)
    .resources()
    .map(({ id }) => id);
  expect(ids).not.toContain('Handler');
});

test('gives a queue the address of the emulator, and a FIFO queue its ending', () => {
  const assembly = check({
    Plain: { Type: 'AWS::SQS::Queue' },
    Ordered: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  });
  const [stack] = assembly.stacks;
  expect(stack?.identities.get('Plain')?.ref).toBe('http://127.0.0.1:1/000000000000/shop-Plain');
  expect(stack?.identities.get('Ordered')?.attributes['QueueName']).toBe('shop-Ordered.fifo');
});
