import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Invalid, NotFound } from '../../../lib/domain/errors.ts';
import { type ApiHandler, createApi, type Request } from '../../../lib/http/api.ts';
import { requireScope } from '../../../lib/http/caller.ts';
import { largestForm, readForm } from '../../../lib/http/form.ts';
import { largestJson } from '../../../lib/http/json-body.ts';
import { deepestJson, longestJson } from '../../../lib/http/json-limits.ts';
import { parse } from '../../../lib/http/parse.ts';
import { media, noContent, ok } from '../../../lib/http/reply.ts';
import { securityHeaders } from '../../../lib/http/security-headers.ts';
import { call, httpEvent } from '../../support/http-event.ts';

const route = 'POST /things/{id}';

/** An API of one route, and the requests that reached it. */
const apiWith = (answer: (request: Request) => unknown = () => ({})) => {
  const reached: Request[] = [];
  const handler: ApiHandler = createApi({
    [route]: async (request) => {
      reached.push(request);
      return ok(answer(request));
    },
    'DELETE /things/{id}': async () => noContent,
  });
  return { handler, reached };
};

describe('createApi', () => {
  it('hands a route what was asked, by whom and in which request', async () => {
    const { handler, reached } = apiWith();
    const request = {
      path: { id: '7' },
      query: { limit: '3' },
      body: { a: [1] },
      scopes: ['x.read', 'y.write'],
    };
    expect(await call(handler, route, { ...request, requestId: 'r-9' })).toMatchObject({
      status: 200,
      body: {},
    });
    expect(reached).toEqual([
      {
        path: { id: '7' },
        headers: { 'content-type': 'application/json' },
        query: { limit: '3' },
        body: { a: [1] },
        caller: { actor: 'ada@example.com', scopes: new Set(['x.read', 'y.write']) },
        requestId: 'r-9',
      },
    ]);
  });

  it('reads a body that API Gateway has encoded, and one without a content type', async () => {
    const { handler, reached } = apiWith();
    await call(handler, route, { body: { name: 'Zoë' }, base64: true });
    await call(handler, route, { body: { name: 'Zoë' }, headers: { 'content-type': 'text/plain' } });
    expect(reached.map(({ body }) => body)).toEqual([{ name: 'Zoë' }, { name: 'Zoë' }]);
  });

  it('leaves a form to the route, with every byte as it came', async () => {
    const sent = new FormData();
    sent.append('note', 'Zoë');
    sent.append('file', new Blob([Uint8Array.of(0, 255, 13, 10)]), 'a.csv');
    const request = new Response(sent);
    const contentType = request.headers.get('content-type') ?? '';
    const body = Buffer.from(await request.arrayBuffer());
    const { handler, reached } = apiWith();
    const event = httpEvent(route, { headers: { 'content-type': contentType }, body: '-' });
    await handler({ ...event, body: body.toString('base64'), isBase64Encoded: true }, {} as Context);
    const form = await readForm(reached[0]?.body);
    const file = form.get('file');
    expect(form.get('note')).toBe('Zoë');
    expect(file instanceof File && [...new Uint8Array(await file.arrayBuffer())]).toEqual([0, 255, 13, 10]);
  });

  it('refuses a form that is broken, and JSON where a form is asked for', async () => {
    await expect(readForm({ a: 1 })).rejects.toThrow(Invalid);
    const bytes = Buffer.from('--x\r\nno form');
    await expect(readForm({ contentType: 'multipart/form-data; boundary=x', bytes })).rejects.toThrow(
      Invalid,
    );
    await expect(readForm({ contentType: 'multipart/form-data', bytes })).rejects.toThrow(Invalid);
  });

  it.each([
    ['cut off', '{"a":'],
    ['no JSON', 'a=1&b=2'],
    ['single quotes', "{'a':1}"],
    ['a number that is none', '{"a":NaN}'],
    ['a key __proto__', '{"__proto__":{"admin":true}}'],
    ['a key __proto__ inside', '{"a":[{"__proto__":1}]}'],
    ['a key __proto__ written otherwise', '{"\\u005f_proto__":{"admin":true}}'],
    ['a prototype by way of the constructor', '{"constructor":{"prototype":{"admin":true}}}'],
    ['a null byte', '\u0000'],
  ])('answers 400 to a body with %s, naming the body, and calls no route', async (_, body) => {
    const { handler, reached } = apiWith();
    expect(await call(handler, route, { body })).toMatchObject({
      status: 400,
      body: {
        status: 'error',
        category: 'VALIDATION_ERROR',
        correlationId: 'request-1',
        errors: [{ in: 'body', code: 'INVALID_JSON' }],
      },
    });
    expect(reached).toEqual([]);
    expect({}).not.toHaveProperty('admin');
  });

  it('takes a body of the largest size, and answers 413 to one byte more, however it is sent', async () => {
    const { handler, reached } = apiWith();
    const largest = JSON.stringify({ a: 'ö'.repeat((largestJson - 8) / 2) });
    expect(Buffer.byteLength(largest)).toBe(largestJson);
    const refused = {
      status: 413,
      body: { category: 'PAYLOAD_TOO_LARGE', errors: [{ in: 'body', code: 'TOO_LARGE' }] },
    };
    for (const base64 of [false, true]) {
      expect((await call(handler, route, { body: largest, base64 })).status).toBe(200);
      expect(await call(handler, route, { body: `${largest} `, base64 })).toMatchObject(refused);
    }
    expect(reached).toHaveLength(2);
  });

  it('answers 413 to a form that is too large', async () => {
    const { handler } = apiWith();
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await call(handler, route, { headers, body: 'x'.repeat(largestForm) })).status).toBe(200);
    expect((await call(handler, route, { headers, body: 'x'.repeat(largestForm + 1) })).status).toBe(413);
  });

  const nested = (levels: number): string =>
    `{"other":[${'{},'.repeat(deepestJson)}{}],"deep":${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}}`;

  it('takes a body of the deepest nesting, and answers 400 to a deeper one, naming the field', async () => {
    const { handler } = apiWith();
    expect((await call(handler, route, { body: nested(deepestJson - 2) })).status).toBe(200);
    for (const levels of [deepestJson, 100_000]) {
      expect(await call(handler, route, { body: nested(levels) })).toMatchObject({
        status: 400,
        body: { category: 'VALIDATION_ERROR', errors: [{ in: 'deep', code: 'TOO_DEEP' }] },
      });
    }
    expect(await call(handler, route, { body: '['.repeat(100) + ']'.repeat(100) })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'body', code: 'TOO_DEEP' }] },
    });
  });

  it('takes the longest list, and answers 400 to a longer one or to too many fields, naming the field', async () => {
    const { handler, reached } = apiWith();
    const ids = (count: number) => Array.from({ length: count }, (_, n) => n % 10);
    const lists = (count: number) => ({ inputs: [{ name: 'x' }, { ids: ids(count) }] });
    expect((await call(handler, route, { body: lists(longestJson) })).status).toBe(200);
    const tooLong = (field: string) => ({
      status: 400,
      body: { category: 'VALIDATION_ERROR', errors: [{ in: field, code: 'TOO_BIG' }] },
    });
    expect(await call(handler, route, { body: lists(longestJson + 1) })).toMatchObject(
      tooLong('inputs[1].ids'),
    );
    expect(await call(handler, route, { body: ids(longestJson + 1) })).toMatchObject(tooLong('body'));
    const fields = Object.fromEntries(ids(longestJson + 1).map((id, n) => [`f${n}`, id]));
    expect(await call(handler, route, { body: { a: fields } })).toMatchObject(tooLong('a'));
    expect(reached).toHaveLength(1);
  });

  it('takes values and keys that only look like prototypes', async () => {
    const { handler, reached } = apiWith();
    const body = { constructor: 'x', a: '__proto__', b: ['constructor', 'prototype', '\\u0000'] };
    await call(handler, route, { body });
    expect(reached[0]?.body).toEqual(body);
  });

  it.each([
    ['no body', undefined],
    ['an empty body', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"a"'],
  ])('lets the route refuse %s by its schema', async (_, body) => {
    const { handler } = apiWith((request) => parse(z.strictObject({ a: z.number() }), request.body));
    expect(await call(handler, route, body === undefined ? {} : { body })).toMatchObject({
      status: 400,
      body: { category: 'VALIDATION_ERROR', errors: [{ in: 'body' }] },
    });
  });

  it('answers 404 to a route that it does not have', async () => {
    const { handler } = apiWith();
    for (const unknown of ['GET /things', '$default', 'constructor', '__proto__']) {
      expect(await call(handler, unknown)).toMatchObject({
        status: 404,
        body: { category: 'OBJECT_NOT_FOUND' },
      });
    }
  });

  it('answers a refusal as what it is, a failure without a word of it', async () => {
    const refusing = apiWith(() => {
      throw new NotFound('There is no thing 7.');
    });
    expect(await call(refusing.handler, route)).toMatchObject({
      status: 404,
      body: { message: 'There is no thing 7.' },
    });
    const failing = apiWith(() => {
      throw new Error('password=hunter2');
    });
    const answer = await call(failing.handler, route);
    expect(answer).toMatchObject({ status: 500, body: { category: 'INTERNAL_ERROR' } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('answers JSON, and nothing at all where there is nothing to say', async () => {
    const { handler } = apiWith();
    expect((await call(handler, route)).headers).toMatchObject({ 'content-type': 'application/json' });
    expect(await call(handler, 'DELETE /things/{id}')).toEqual({
      status: 204,
      body: undefined,
      headers: securityHeaders,
    });
  });

  it('sends the headers for browsers with whatever it answers', async () => {
    const { handler } = apiWith(({ path }) => {
      if (path['id'] === 'gone') throw new NotFound('There is no such thing.');
      if (path['id'] === 'broken') throw new Error('broken');
    });
    for (const id of ['7', 'gone', 'broken']) {
      expect((await call(handler, route, { path: { id } })).headers).toMatchObject(securityHeaders);
    }
    expect((await call(handler, route, { body: '{' })).headers).toMatchObject(securityHeaders);
    expect((await call(handler, 'GET /nothing')).headers).toMatchObject(securityHeaders);
  });

  it('lets a route say otherwise', async () => {
    const headers = { 'cache-control': 'public, max-age=3600' };
    const handler = createApi({
      [route]: async () => media({ mediaType: 'text/css', text: 'a {}' }, headers),
    });
    expect((await handler(httpEvent(route), {} as Context)).headers).toEqual({
      ...securityHeaders,
      ...headers,
      'content-type': 'text/css',
    });
  });
});

describe('the caller', () => {
  const whoCalls = async (claims: Record<string, string>) => {
    const { handler, reached } = apiWith();
    await call(handler, route, { claims });
    return reached[0]?.caller;
  };

  it.each([
    ['the e-mail', { sub: 'u-1', email: 'ada@example.com' }, 'ada@example.com'],
    ['the subject where there is no e-mail', { sub: 'u-1' }, 'u-1'],
    ['unknown where there is neither', {}, 'unknown'],
  ])('is %s', async (_, claims: Record<string, string>, actor) => {
    expect(await whoCalls(claims)).toEqual({ actor, scopes: new Set() });
  });

  it('has just the scopes that the token says, whole words', async () => {
    const caller = await whoCalls({ sub: 'u', scope: ' crm.objects.contacts.read  automation ' });
    expect(caller?.scopes).toEqual(new Set(['crm.objects.contacts.read', 'automation']));
  });

  it('is refused with 403 and the name of the scope that is missing', async () => {
    const { handler } = apiWith((request) => requireScope(request.caller, 'crm.objects.contacts.write'));
    expect(await call(handler, route, { scopes: ['crm.objects.contacts.read'] })).toMatchObject({
      status: 403,
      body: { category: 'MISSING_SCOPES', errors: [{ in: 'scope', code: 'crm.objects.contacts.write' }] },
    });
    expect((await call(handler, route, { scopes: ['crm.objects.contacts.write'] })).status).toBe(200);
  });
});
