import { exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { operations } from '../../functions/documentation/operations-of-all.ts';
import { objectTypes } from '../../lib/domain/object-type.ts';
import { allScopes } from '../../lib/http/scopes.ts';
import { checkAnswer } from '../support/api-document.ts';
import { bodyOf, post, tokenWith } from '../support/rota.ts';

const routes = Object.entries(operations).map(([key, { scopes }]) => ({ key, scopes }));
const closed = routes.filter(({ scopes }) => scopes.length > 0);
const open = routes.filter(({ scopes }) => scopes.length === 0);

const salesforce = '/ownership/v1/integrations/salesforce';

const toNobody = { objectType: 'contacts', ownerId: null, dryRun: true };
const filterGroups = [{ filters: [{ propertyName: 'email', operator: 'EQ', value: 'no@example.com' }] }];

/** What to ask of routes that are told the object type elsewhere than in the path. */
const asked: Readonly<Record<string, { query?: string; body?: object }>> = {
  'POST /ownership/v1/assign': { body: { ...toNobody, recordId: '404' } },
  'POST /ownership/v1/bulk-assign': { body: { ...toNobody, recordIds: ['404'] } },
  [`GET ${salesforce}/conflicts`]: { query: '?objectType=contacts' },
  [`POST ${salesforce}/owner-changes`]: {
    body: {
      changes: [
        {
          objectType: 'contacts',
          recordId: '404',
          salesforceOwnerId: null,
          changedAt: '2026-03-01T12:00:00.000Z',
        },
      ],
    },
  },
};

/** Of which type a job is shows only once it is found. */
let jobId = '';
beforeAll(async () => {
  const { jobId: started } = await bodyOf(post('/ownership/v1/bulk-assign', { ...toNobody, filterGroups }));
  jobId = String(started);
});

/** Nothing else that a route is about exists: what it would do to it is tried elsewhere. */
const ask = async (key: string, authorization?: string): Promise<Response> => {
  const [method = '', path = ''] = key.split(' ');
  const { query = '', body = {} } = asked[key] ?? {};
  const url =
    path
      .replace('{objectType}', 'contacts')
      .replace('{jobId}', jobId)
      .replace(/\{\w+\}/g, '404') + query;
  const answer = await fetch(`${inject('host').apiUrl}${url}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  const isJson = answer.headers.get('content-type') === 'application/json';
  checkAnswer(method, url, {
    status: answer.status,
    body: isJson ? await answer.clone().json() : undefined,
  });
  return answer;
};

const inPast = Math.floor(Date.now() / 1_000) - 60;

const withSignatureOf = (one: string, other: string): string =>
  [...one.split('.').slice(0, 2), other.split('.')[2]].join('.');

const byAnotherKey = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = await importPKCS8(await exportPKCS8(privateKey), 'RS256');
  return new SignJWT({ sub: 'mallory', scope: allScopes.join(' ') })
    .setProtectedHeader({ alg: 'RS256' })
    .setExpirationTime('1h')
    .sign(key);
};

const refused: [string, () => Promise<string | undefined>][] = [
  ['without a token', async () => undefined],
  ['with no more than a word', async () => 'Bearer nonsense'],
  ['with an expired token', async () => `Bearer ${await tokenWith({ exp: inPast })}`],
  ['with a token for others', async () => `Bearer ${await tokenWith({ aud: 'somebody-else' })}`],
  ['with a token of others', async () => `Bearer ${await tokenWith({ iss: 'https://other.example.com/' })}`],
  [
    'with a token that was tampered with',
    async () => `Bearer ${withSignatureOf(await tokenWith(), await tokenWith({ sub: 'mallory' }))}`,
  ],
  ['with a token that somebody else signed', async () => `Bearer ${await byAnotherKey()}`],
];

describe.each(refused)('%s', (_, authorizationOf) => {
  let authorization: string | undefined;
  beforeAll(async () => {
    authorization = await authorizationOf();
  });

  test.each(closed)('$key is refused', async ({ key }) => {
    expect((await ask(key, authorization)).status).toBe(401);
  });
});

describe('without a token', () => {
  test.each(open)('$key answers', async ({ key }) => {
    expect([200, 404]).toContain((await ask(key)).status);
  });
});

/** The scopes of a route on contacts; a scope of another type is none of its own. */
const neededBy = (scopes: readonly string[]): string[] =>
  scopes.map((scope) => scope.replace('{objectType}', 'contacts'));

const tokenWithScopes = async (scopes: readonly string[]): Promise<string> =>
  `Bearer ${await tokenWith({ scope: scopes.join(' ') })}`;

describe('with every scope but the one that it asks for', () => {
  test.each(closed)('$key is refused, and names the scope', async ({ key, scopes }) => {
    const [first = ''] = neededBy(scopes);
    const answer = await ask(key, await tokenWithScopes(allScopes.filter((scope) => scope !== first)));
    const body = await answer.json();
    expect(answer.status, JSON.stringify(body)).toBe(403);
    expect(body).toMatchObject({ category: 'MISSING_SCOPES', errors: [{ code: first }] });
  });
});

describe('with no more than the scopes that it asks for', () => {
  test.each(closed)('$key gets past the door', async ({ key, scopes }) => {
    const answer = await ask(key, await tokenWithScopes(neededBy(scopes)));
    expect([401, 403, 500]).not.toContain(answer.status);
  });
});

test('no scope is asked for that no token can have', () => {
  const asked = routes.flatMap(({ scopes }) => scopes);
  const known = new Set(allScopes);
  const possible = (scope: string) =>
    objectTypes.every((type) => known.has(scope.replace('{objectType}', type)));
  expect(asked.filter((scope) => !possible(scope))).toEqual([]);
});
