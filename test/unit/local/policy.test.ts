import { expect, test } from 'vitest';
import { createPolicy, type Statement } from '../../../infra/local/iam/policy.ts';

const TABLE = 'arn:aws:dynamodb:eu-west-1:000000000000:table/shop-Items';

const statement = (effect: Statement['effect'], action: string, resource: string): Statement => ({
  effect,
  actions: [action],
  resources: [resource],
});
const allow = (action: string, resource: string) => statement('Allow', action, resource);
const deny = (action: string, resource: string) => statement('Deny', action, resource);

test.each<[string, readonly Statement[], string]>([
  ['nothing', [], 'not allowed'],
  ['the action on the resource', [allow('dynamodb:PutItem', TABLE)], 'allowed'],
  ['the action in other letters', [allow('DynamoDB:putitem', TABLE)], 'allowed'],
  ['the resource in other letters', [allow('dynamodb:PutItem', TABLE.toUpperCase())], 'not allowed'],
  ['everything', [allow('*', '*')], 'allowed'],
  ['a family of actions', [allow('dynamodb:Put*', TABLE)], 'allowed'],
  ['one character more than there is', [allow('dynamodb:PutItem?', TABLE)], 'not allowed'],
  ['one character for any', [allow('dynamodb:PutIte?', TABLE)], 'allowed'],
  ['another action', [allow('dynamodb:GetItem', TABLE)], 'not allowed'],
  ['an action that only begins so', [allow('dynamodb:Put', TABLE)], 'not allowed'],
  ['what is below the resource', [allow('dynamodb:PutItem', `${TABLE}/*`)], 'not allowed'],
  [
    'a resource that a dot would fit',
    [allow('dynamodb:PutItem', TABLE.replace('-Items', '.Items'))],
    'not allowed',
  ],
  [
    'the action elsewhere, the resource otherwise',
    [allow('dynamodb:PutItem', 'x'), allow('x', TABLE)],
    'not allowed',
  ],
  ['everything but this', [allow('*', '*'), deny('dynamodb:Put*', TABLE)], 'denied'],
  ['everything but this, told first', [deny('dynamodb:PutItem', '*'), allow('*', '*')], 'denied'],
  ['this, and denies another', [allow('*', TABLE), deny('dynamodb:GetItem', TABLE)], 'allowed'],
])('a role that allows %s', (_what, statements, decision) => {
  expect(createPolicy(statements)({ action: 'dynamodb:PutItem', resource: TABLE })).toBe(decision);
});
