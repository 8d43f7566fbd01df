import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureHost, startFixture } from '../../support/local-host.ts';

let fixture: FixtureHost;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const call = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${fixture.host.apiUrl}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
};

const withToken = async (claims: Record<string, unknown>) => ({
  headers: { authorization: `Bearer ${await fixture.host.token(claims)}` },
});

describe('a request', () => {
  test('reaches the function as payload format 2.0', async () => {
    const { json } = await call('/things/a%20b/parts/%C3%A9%2Fx?tag=1&tag=2&q=a%20b', {
      headers: { cookie: 'a=1; b=2', 'x-odd': 'yes' },
    });
    expect(json()).toMatchObject({
      version: '2.0',
      routeKey: 'GET /things/{id}/parts/{part}',
      rawPath: '/things/a b/parts/é/x',
      rawQueryString: 'tag=1&tag=2&q=a%20b',
      queryStringParameters: { tag: '1,2', q: 'a b' },
      pathParameters: { id: 'a b', part: 'é/x' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-odd': 'yes' },
      requestContext: { http: { method: 'GET', sourceIp: '127.0.0.1' }, stage: '$default' },
      isBase64Encoded: false,
    });
  });

  test.each([
    ['application/json; charset=utf-8', '{"a":1}', false],
    ['application/octet-stream', '{"a":1}', true],
  ])('with a body of type %s arrives as it is or in base64', async (type, body, isBase64Encoded) => {
    const init = { method: 'POST', body, headers: { 'content-type': type } };
    const event = (await call('/run', init)).json();
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body, isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(body);
  });

  test.each([
    ['/things/special', 'ANY /things/special'],
    ['/things/other', 'GET /things/{id}'],
    ['/files/a/b/c', 'ANY /files/{proxy+}'],
    ['/files/', 'ANY /files/{proxy+}'],
  ])('for %s takes the route %s', async (path, routeKey) => {
    expect((await call(path)).json().routeKey).toBe(routeKey);
  });

  test.each(['/nothing', '/things/', '/things/a/', '/files', '/'])('for %s finds no route', async (path) => {
    const { status, text } = await call(path);
    expect([status, text]).toEqual([404, '{"message":"Not Found"}']);
  });

  test('of more than 10 MB is too large', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');
    const { status, text } = await call('/run', { method: 'POST', body });
    expect([status, text]).toEqual([413, '{"message":"Request Entity Too Large"}']);
  });

  test('that fits the gateway but not a function is too large as well', async () => {
    const body = 'x'.repeat(7 * 1024 * 1024);
    const { status } = await call('/run', {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain' },
    });
    expect(status).toBe(413);
  });
});

describe('an answer', () => {
  test('carries status, headers and cookies', async () => {
    const { status, headers, text } = await call('/run?do=cookies');
    expect([status, text, headers.get('x-number')]).toEqual([201, 'made', '7']);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  });

  test('leaves a slow reader more than a minute before the connection is closed', async () => {
    const { headers } = await call('/things/1/parts/2');
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  test('in base64 is decoded', async () => {
    const response = await fetch(`${fixture.host.apiUrl}/run?do=binary`);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 10]);
  });

  test.each([
    ['object', '{"hello":"world"}'],
    ['text', 'just text'],
    ['nothing', 'null'],
  ])('without a status code is JSON with status 200: %s', async (action, expected) => {
    const { status, headers, text } = await call(`/run?do=${action}`);
    expect([status, headers.get('content-type'), text]).toEqual([200, 'application/json', expected]);
  });

  test.each(['broken', 'brokenBody', 'throw', 'exit', 'reject', 'large', 'never', 'spin'])(
    'is 500 without any detail when the function goes wrong: %s',
    async (action) => {
      const { status, text } = await call(`/run?do=${action}`);
      expect([status, text]).toEqual([500, '{"message":"Internal Server Error"}']);
    },
  );

  test('is 504 when the integration takes too long', async () => {
    const { status, text } = await call('/hasty?do=sleep');
    expect([status, text]).toEqual([504, '{"message":"Endpoint request timed out"}']);
  });

  test('is 503 when the reserved concurrency is used up', async () => {
    const answers = await Promise.all(Array.from({ length: 3 }, () => call('/single?do=sleep')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 503, 503]);
  });

  test('is 429 above the throttling limit of its route', async () => {
    const statuses: number[] = [];
    for (let request = 0; request < 4; request += 1) statuses.push((await call('/limited')).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
  });
});

describe('an execution environment', () => {
  test('serves one request after another, and is replaced after a crash', async () => {
    const next = async () => (await call('/single?do=count')).json().invocations;
    const first = await next();
    expect(await next()).toBe(first + 1);
    await call('/single?do=exit');
    expect(await next()).toBe(1);
  });

  test('has the variables that Lambda gives, those of the template, and nothing of the host', async () => {
    const variables = (await call('/run?do=environment')).json();
    expect(variables).toMatchObject({
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_REGION: fixture.host.region,
      _HANDLER: 'index.handler',
      TABLE: fixture.output('RecordsTable'),
      ARN: `arn:aws:x:${fixture.host.region}:000000000000:y`,
      AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_ENDPOINT_URL_SQS: fixture.host.endpoints.sqs,
      AWS_ENDPOINT_URL_S3: fixture.host.endpoints.s3,
    });
    expect(variables).not.toHaveProperty('HOME');
    expect(variables).not.toHaveProperty('VITEST');
  });

  test('tells the function about its invocation', async () => {
    const context = (await call('/run?do=context')).json();
    expect(context).toMatchObject({ functionVersion: '$LATEST', memoryLimitInMB: '256' });
    expect(context.remaining).toBeGreaterThan(0);
    expect(context.remaining).toBeLessThanOrEqual(3_000);
  });
});

describe('the authorizer', () => {
  test.each([
    ['no token', undefined],
    ['no JWT', 'Bearer nonsense'],
    ['an unsigned JWT', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.'],
  ])('answers 401 to %s', async (_case, authorization) => {
    const { status, text } = await call(
      '/private',
      authorization === undefined ? {} : { headers: { authorization } },
    );
    expect([status, text]).toEqual([401, '{"message":"Unauthorized"}']);
  });

  test.each([
    ['expired', { exp: 1_000_000_000 }],
    ['not valid yet', { nbf: 4_000_000_000 }],
    ['for another audience', { aud: 'somebody' }],
    ['of another issuer', { iss: 'https://elsewhere.invalid/' }],
  ])('answers 401 to a token that is %s', async (_case, claims) => {
    expect((await call('/private', await withToken(claims))).status).toBe(401);
  });

  test('hands claims on as text', async () => {
    const token = await withToken({ sub: 'ada', roles: ['a', 'b'], level: 3 });
    const { authorizer } = (await call('/private', token)).json().requestContext;
    expect(authorizer.jwt.claims).toMatchObject({ sub: 'ada', roles: '[a b]', level: '3', aud: 'fixture' });
    expect(authorizer.jwt.scopes).toBeNull();
  });

  test('answers 403 without one of the scopes of the route', async () => {
    const { status, text } = await call('/scoped', await withToken({ scope: 'things.list other' }));
    expect([status, text]).toEqual([403, '{"message":"Forbidden"}']);
    expect((await call('/scoped', await withToken({ scope: 'other things.write' }))).status).toBe(200);
  });

  test('uses a key that the issuer publishes', async () => {
    const discovery = await fetch(`${fixture.host.endpoints.s3}/_issuer/.well-known/openid-configuration`);
    const { jwks_uri: uri } = (await discovery.json()) as { jwks_uri: string };
    const { keys } = (await (await fetch(uri)).json()) as { keys: Record<string, string>[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kty: 'RSA', alg: 'RS256' });
    expect(keys[0]).not.toHaveProperty('d');
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    call('/private', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  test('is answered from the template, before any authorization', async () => {
    const { status, headers } = await preflight('https://app.example');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(headers.get('access-control-allow-methods')).toBe('POST');
    expect(headers.get('access-control-max-age')).toBe('300');
  });

  test('gives another origin no permission', async () => {
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('lets the page read errors, too', async () => {
    const { headers } = await call('/nothing', { headers: { origin: 'https://app.example' } });
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
  });
});
