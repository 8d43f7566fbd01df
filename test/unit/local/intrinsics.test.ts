import { describe, expect, test } from 'vitest';
import { createAssembly } from '../../../infra/local/assembly/assembly.ts';
import type { Stack } from '../../../infra/local/assembly/stack.ts';
import { template } from '../../../infra/local/assembly/template.ts';

const stack = (name: string, content: object): Stack => ({
  name,
  account: '000000000000',
  region: 'eu-west-1',
  template: template.parse(content),
  assets: new Map(),
  identities: new Map([['Queue', { ref: 'http://queue', attributes: { Arn: 'arn:queue' } }]]),
});

const producer = stack('producer', {
  Outputs: { Shared: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Export: { Name: 'producer:Shared' } } },
});
const main = stack('main', {
  Resources: { Role: { Type: 'AWS::IAM::Role' } },
  Parameters: { Size: { Default: 3 }, Given: {} },
  Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
  Mappings: { ByRegion: { 'eu-west-1': { zones: 3 } } },
});
const { resolve } = createAssembly([producer, main]);

/** `<name>` as a template writes it. */
const placeholders = (text: string) => text.replaceAll('<', '${').replaceAll('>', '}');

describe('resolves', () => {
  test.each<[object, unknown]>([
    [{ Ref: 'Queue' }, 'http://queue'],
    [{ Ref: 'Size' }, 3],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
    [{ 'Fn::GetAtt': 'Queue.Arn' }, 'arn:queue'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Queue' }, 1]] }, 'a-http://queue-1'],
    [
      { 'Fn::Sub': placeholders('<Queue.Arn> in <AWS::Region>, not <!this>') },
      placeholders('arn:queue in eu-west-1, not <this>'),
    ],
    [{ 'Fn::Sub': [placeholders('<name>!'), { name: { Ref: 'Size' } }] }, '3!'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ 'Fn::Base64': 'abc' }, 'YWJj'],
    [{ 'Fn::FindInMap': ['ByRegion', { Ref: 'AWS::Region' }, 'zones'] }, 3],
    [{ 'Fn::If': ['Yes', 'yes', { Ref: 'Unknown' }] }, 'yes'],
    [{ 'Fn::If': ['No', 'yes', 'no'] }, 'no'],
    [{ 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
    [{ 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
    [{ 'Fn::ImportValue': 'producer:Shared' }, 'arn:queue'],
    [{ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
    [{ Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  ])('%j', (value, expected) => {
    expect(resolve(value, main)).toEqual(expected);
  });
});

describe('refuses, naming the stack,', () => {
  test.each<[object, string]>([
    [{ Ref: 'Nobody' }, 'Stack main: Ref Nobody has no value'],
    [{ Ref: 'Given' }, 'Stack main: Ref Given has no value'],
    [{ 'Fn::GetAtt': ['Role', 'RoleId'] }, 'Stack main: Fn::GetAtt Role.RoleId (AWS::IAM::Role)'],
    [{ 'Fn::Transform': { Name: 'x' } }, 'Stack main: the intrinsic function Fn::Transform'],
    [{ 'Fn::ImportValue': 'producer:Other' }, 'No stack of the assembly exports producer:Other'],
    [{ 'Fn::If': ['Maybe', 1, 2] }, 'Stack main: there is no condition Maybe'],
    [{ 'Fn::Select': [4, ['a']] }, 'Stack main: Fn::Select has no entry 4'],
  ])('%j', (value, message) => {
    expect(() => resolve(value, main)).toThrow(message);
  });
});
