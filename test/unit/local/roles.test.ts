import { expect, test } from 'vitest';
import { createAssembly } from '../../../infra/local/assembly/assembly.ts';
import { identifyResources } from '../../../infra/local/assembly/model.ts';
import { template } from '../../../infra/local/assembly/template.ts';
import { readRoles } from '../../../infra/local/iam/roles.ts';

const ROLE = 'arn:aws:iam::000000000000:role/shop-Role';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:shop-Queue';

const document = (Action: unknown, extra: object = {}) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] }, ...extra },
});

const statementsOf = (role: object, others: Record<string, object> = {}) => {
  const Resources = {
    Queue: { Type: 'AWS::SQS::Queue' },
    Role: { Type: 'AWS::IAM::Role', Properties: role },
    ...others,
  };
  const assembly = createAssembly([
    {
      name: 'shop',
      account: '000000000000',
      region: 'eu-west-1',
      template: template.parse({ Resources }),
      assets: new Map(),
      identities: new Map(),
    },
  ]);
  identifyResources(assembly, { aws: 'http://127.0.0.1:1', api: 'http://127.0.0.1:2' });
  return readRoles(assembly)(ROLE).statements;
};

const policyFor = (role: string, PolicyDocument: object) => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: 'p', PolicyDocument, Roles: [{ Ref: role }] },
});
const managed = (Properties: object) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties });
const otherRole = { Type: 'AWS::IAM::Role', Properties: {} };
/** As the role of somebody with a tag would have it: `$` and a name in braces. */
const VARIABLE = ['$', '{aws:PrincipalTag/a}'].join('');
const aCondition = { Condition: { StringEquals: { 'aws:SourceAccount': '1' } } };

test.each<[string, Parameters<typeof statementsOf>]>([
  ['inside it', [{ Policies: [{ PolicyName: 'p', PolicyDocument: document('sqs:SendMessage') }] }]],
  ['that names it', [{}, { Policy: policyFor('Role', document(['sqs:SendMessage'])) }]],
  [
    'that AWS would share, which names it',
    [{}, { Policy: managed({ PolicyDocument: document('sqs:SendMessage'), Roles: [{ Ref: 'Role' }] }) }],
  ],
  [
    'that AWS would share, which it names',
    [
      { ManagedPolicyArns: [{ Ref: 'Policy' }] },
      { Policy: managed({ PolicyDocument: document('sqs:SendMessage') }) },
    ],
  ],
])('a role has the rights of a policy %s', (_where, args) => {
  expect(statementsOf(...args)).toEqual([
    { effect: 'Allow', actions: ['sqs:SendMessage'], resources: [QUEUE] },
  ]);
});

test('a role has no rights of a policy for another, whatever conditions that has', () => {
  const policy = policyFor('Other', document('sqs:SendMessage', aCondition));
  expect(statementsOf({}, { Other: otherRole, Policy: policy })).toEqual([]);
});

test('the right to write logs, which AWS grants by a policy of its own, is none to anything here', () => {
  const logs = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  expect(statementsOf({ ManagedPolicyArns: [logs] })).toEqual([]);
});

test.each<[string, Parameters<typeof statementsOf>, string]>([
  [
    'a condition',
    [{}, { Policy: policyFor('Role', document('sqs:SendMessage', aCondition)) }],
    'Stack shop, resource Policy: the Condition {"StringEquals":{"aws:SourceAccount":"1"}} of',
  ],
  [
    'a policy of AWS',
    [{ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }],
    'Stack shop, resource Role: the policy arn:aws:iam::aws:policy/AdministratorAccess is not modelled',
  ],
  [
    'a policy variable',
    [{}, { Policy: policyFor('Role', document('sqs:SendMessage', { Resource: VARIABLE })) }],
    'attribute PolicyDocument.Statement[0].Resource[0] has a value that is not modelled: it has a policy variable',
  ],
])('a role with %s is an error that names it', (_what, args, message) => {
  expect(() => statementsOf(...args)).toThrow(message);
});
