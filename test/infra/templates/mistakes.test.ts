import { expect, test } from 'vitest';
import { functionNames } from '../../../infra/stacks/functions.ts';
import { appWith } from './synthesized.ts';

const functions = functionNames.map((name) => ({ name, routes: [] }));

test('a function without a folder is named', () => {
  const incomplete = functions.filter(({ name }) => name !== 'rotate');
  expect(() => appWith('local', incomplete)).toThrow('functions/rotate/index.ts is missing');
});

test('a folder that is no function of any stack is named', () => {
  const misspelt = [...functions, { name: 'rotat', routes: [] }];
  expect(() => appWith('local', misspelt)).toThrow('functions/rotat is in no stack');
});

test.each([
  ['GET /crm/v3/imports/', 'list "GET /crm/v3/imports/{proxy+}"'],
  ['/crm/v3/imports', 'it must read "METHOD /path"'],
  ['FETCH /crm/v3/imports', 'it must read "METHOD /path"'],
])('the route key "%s" is refused: %s', (routeKey, advice) => {
  const routed = functions.map(({ name }) => ({ name, routes: name === 'imports' ? [routeKey] : [] }));
  expect(() => appWith('local', routed)).toThrow(advice);
});
