import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { checkAnswer } from '../support/api-document.ts';
import { aContact, anOwner, type Fields, ownerOf, tokenWith } from '../support/rota.ts';

const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${inject('host').apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${await tokenWith()}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Fields,
  };
  checkAnswer(method, path, answer);
  return answer;
};

const assign = (recordId: string, ownerId: string, headers: Record<string, string>) =>
  send('POST', '/ownership/v1/assign', { objectType: 'contacts', recordId, ownerId }, headers);

describe('asking again', () => {
  it('with the same key gets the first answer, and does nothing more', async () => {
    const [ada, bob, contact] = [await anOwner(), await anOwner(), await aContact()];
    const key = randomUUID();
    const first = await assign(contact, ada, { 'idempotency-key': key });
    expect(first).toMatchObject({ status: 200, body: { outcome: 'ASSIGNED' } });
    await assign(contact, bob, {});
    const second = await assign(contact, ada, { 'idempotency-key': key });
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await ownerOf(contact)).toBe(bob);
    expect(await assign(contact, bob, { 'idempotency-key': key })).toMatchObject({
      status: 409,
      body: { errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] },
    });
  });

  it.each([
    ['/ownership/v1/owners', { email: `${randomUUID()}@example.com` }],
    ['/ownership/v1/teams', { name: 'Twice asked for' }],
    ['/ownership/v1/imports', { objectType: 'contacts', fileName: 'twice.csv' }],
  ])('makes one thing of %s', async (path, body) => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await send('POST', path, body, headers);
    expect(first.status).toBe(201);
    expect(await send('POST', path, body, headers)).toMatchObject({ status: 201, body: first.body });
  });

  it.each([
    '/ownership/v1/assign',
    '/ownership/v1/bulk-assign',
    '/ownership/v1/owners',
    '/ownership/v1/owners/1/handover',
    '/ownership/v1/teams',
    '/ownership/v1/rotations',
    '/ownership/v1/rotations/1/enrollments',
    '/ownership/v1/workflows',
    '/ownership/v1/imports',
    '/ownership/v1/jobs/1/undo',
    '/ownership/v1/jobs/1/cancel',
  ])('is a 400 at %s with a key that is none', async (path) => {
    expect(await send('POST', path, {}, { 'idempotency-key': 'k'.repeat(256) })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'INVALID_IDEMPOTENCY_KEY' }] },
    });
  });
});

describe('a record that somebody else has written', () => {
  it('is not overwritten with If-Match', async () => {
    const [ada, bob, contact] = [await anOwner(), await anOwner(), await aContact()];
    const read = await send('GET', `/crm/v3/objects/contacts/${contact}`, undefined);
    const version = read.headers.get('etag') ?? '';
    const first = await assign(contact, ada, { 'if-match': version });
    expect(first.status).toBe(200);
    expect(first.headers.get('etag')).not.toBe(version);
    expect(await assign(contact, bob, { 'if-match': version })).toMatchObject({
      status: 412,
      body: { category: 'PRECONDITION_FAILED' },
    });
    expect(await ownerOf(contact)).toBe(ada);
  });
});
