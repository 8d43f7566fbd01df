import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { createJwtAuthorizer } from '../../../infra/local/http/authorizer.ts';

const own = await generateKeyPair('RS256');
const foreign = await generateKeyPair('RS256');
const elliptic = await generateKeyPair('ES256');
const keys = createLocalJWKSet({
  keys: [
    { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256' },
    { ...(await exportJWK(elliptic.publicKey)), kid: 'ec', alg: 'ES256' },
  ],
});
const issuer = 'https://issuer.invalid/';
const { authorize } = createJwtAuthorizer({ issuer, audience: ['one', 'two'], keys });

const now = Math.floor(Date.now() / 1_000);
const good = { iss: issuer, aud: 'two', iat: now, exp: now + 60 };
const sign = (claims: object, key = own.privateKey, header = { alg: 'RS256', kid: 'own' }) =>
  new SignJWT({ ...claims }).setProtectedHeader(header).sign(key);

test.each<[string, Promise<string>]>([
  ['signed by somebody else', sign(good, foreign.privateKey)],
  ['signed by a key that is not RSA', sign(good, elliptic.privateKey, { alg: 'ES256', kid: 'ec' })],
  ['of another issuer', sign({ ...good, iss: 'https://issuer.invalid' })],
  ['for another audience', sign({ ...good, aud: ['three'] })],
  ['without an audience', sign({ iss: issuer, exp: now + 60 })],
  ['without an expiry', sign({ iss: issuer, aud: 'one' })],
  ['expired', sign({ ...good, exp: now - 1 })],
  ['not valid yet', sign({ ...good, nbf: now + 60 })],
  ['issued in the future', sign({ ...good, iat: now + 60 })],
])('does not accept a token %s', async (_case, token) => {
  expect(await authorize(`Bearer ${await token}`, [])).toEqual({ outcome: 'unauthorized' });
});

test.each([undefined, '', 'Bearer ', 'Bearer a.b.c', 'Basic YTpi'])(
  'does not accept the header %s',
  async (header) => {
    expect(await authorize(header, [])).toEqual({ outcome: 'unauthorized' });
  },
);

test.each<[object, readonly string[], string]>([
  [{}, [], 'authorized'],
  [{ aud: ['x', 'one'] }, [], 'authorized'],
  [{ aud: undefined, client_id: 'one' }, [], 'authorized'],
  [{ scope: 'a b' }, ['b', 'c'], 'authorized'],
  [{ scp: ['c'] }, ['b', 'c'], 'authorized'],
  [{ scope: 'ab' }, ['a'], 'forbidden'],
  [{}, ['a'], 'forbidden'],
])('with the claims %j for the scopes %j answers: %s', async (claims, scopes, outcome) => {
  const result = await authorize(`Bearer ${await sign({ ...good, ...claims })}`, scopes);
  expect(result.outcome).toBe(outcome);
});

test('accepts a token without "Bearer", and gives claims as text', async () => {
  const token = await sign({ ...good, list: ['a', 1], flag: true, deep: { a: 1 } });
  expect(await authorize(token, [])).toMatchObject({
    authorized: {
      claims: { list: '[a 1]', flag: 'true', deep: '{"a":1}', exp: String(good.exp) },
      scopes: null,
    },
  });
});
