import { expect, test } from 'vitest';
import { createRouter } from '../../../infra/local/http/router.ts';

const keys = (...routeKeys: string[]) => routeKeys.map((routeKey) => ({ routeKey }));
const all = keys(
  '$default',
  'ANY /{proxy+}',
  'GET /pets/{id}',
  'ANY /pets/{id}',
  'GET /pets/dog/1',
  'GET /pets/{id}/{toy}',
  'GET /pets/dog/{id}',
  'GET /pets/dog/{rest+}',
  'POST /owners/{id}',
);

test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
  ['GET', '/pets/dog/2/3', 'GET /pets/dog/{rest+}'],
  ['GET', '/pets/cat/2', 'GET /pets/{id}/{toy}'],
  ['GET', '/pets/cat', 'GET /pets/{id}'],
  ['PUT', '/pets/cat', 'ANY /pets/{id}'],
  ['GET', '/owners/1', 'ANY /{proxy+}'],
  ['POST', '/owners/1', 'POST /owners/{id}'],
  ['GET', '/pets/cat/', 'ANY /{proxy+}'],
])('%s %s goes to %s', (method, path, routeKey) => {
  expect(createRouter(all)(method, path)?.route.routeKey).toBe(routeKey);
});

test('falls back to $default only when nothing else fits', () => {
  const find = createRouter(keys('$default', 'GET /a'));
  expect(find('GET', '/a')?.route.routeKey).toBe('GET /a');
  expect(find('GET', '/b')?.route.routeKey).toBe('$default');
  expect(createRouter(keys('GET /a'))('GET', '/b')).toBeUndefined();
});

test('decodes parameters after it has matched, and survives a broken escape', () => {
  const find = createRouter(keys('GET /a/{x}/{rest+}'));
  expect(find('GET', '/a/b%2Fc/d%20e/f')?.pathParameters).toEqual({ x: 'b/c', rest: 'd e/f' });
  expect(find('GET', '/a/%zz/d')?.pathParameters).toEqual({ x: '%zz', rest: 'd' });
});

test('takes a trailing slash for an empty greedy variable, as API Gateway does', () => {
  const find = createRouter(keys('GET /a', 'GET /a/{proxy+}'));
  expect(find('GET', '/a/')).toEqual({
    route: { routeKey: 'GET /a/{proxy+}' },
    pathParameters: { proxy: '' },
  });
  expect(find('GET', '/a')?.route.routeKey).toBe('GET /a');
});

test.each(['GET /a/', 'get /a', 'GET a', '/a'])('refuses the key %s', (routeKey) => {
  expect(() => createRouter(keys(routeKey))).toThrow(`refuses the route key '${routeKey}'`);
});
