import { randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, inject } from 'vitest';
import { readIssuer } from '../../infra/local/issuer.ts';
import { allScopes } from '../../lib/http/scopes.ts';
import { checkAnswer } from './api-document.ts';
import { synced } from './synced.ts';

export type Answer = { status: number; body: unknown; headers: Headers };
export type Fields = Record<string, unknown>;

/** A token of the local issuer; every scope unless the claims say otherwise. */
export const tokenWith = async (claims: Fields = {}): Promise<string> => {
  const issuer = await readIssuer(inject('host').rotaDir);
  if (issuer === undefined) throw new Error('The local host has no issuer.');
  return issuer.sign({ sub: 'tester', email: 'tester@example.com', scope: allScopes.join(' '), ...claims });
};

/** One request to the running service, as a user would make it. The answer has to be one that the API's document describes. */
export const call = async (
  method: string,
  path: string,
  body?: unknown,
  { token, raw }: { token?: string; raw?: string } = {},
): Promise<Answer> => {
  const response = await fetch(`${inject('host').apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token ?? (await tokenWith())}`, 'content-type': 'application/json' },
    ...(body === undefined && raw === undefined ? {} : { body: raw ?? JSON.stringify(body) }),
  });
  const text = await response.text();
  const { status, headers } = response;
  const answer = { status, headers, body: text === '' ? undefined : JSON.parse(text) };
  checkAnswer(method, path, answer);
  return answer;
};

export const get = (path: string): Promise<Answer> => call('GET', path);
export const post = (path: string, body: unknown): Promise<Answer> => call('POST', path, body);
export const patch = (path: string, body: unknown): Promise<Answer> => call('PATCH', path, body);
export const del = (path: string): Promise<Answer> => call('DELETE', path);

/** The body of an answer that must have been a success. */
export const bodyOf = async (answer: Promise<Answer>): Promise<Fields> => {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body as Fields;
};

/** Saves what the flows do not share of the settings. */
export const saveSettings = (fields: Fields = {}): Promise<Fields> =>
  bodyOf(call('PUT', '/ownership/v1/settings', { ...synced, ...fields }));

const idOf = async (answer: Promise<Answer>): Promise<string> => String((await bodyOf(answer))['id']);

/** An e-mail that nobody else in this run has. */
export const freshEmail = (): string => `${randomUUID()}@example.com`;

export const anOwner = (fields: Fields = {}): Promise<string> =>
  idOf(post('/ownership/v1/owners', { email: freshEmail(), ...fields }));

export const aTeam = (name = 'A team'): Promise<string> => idOf(post('/ownership/v1/teams', { name }));

export const aContact = (properties: Fields = {}): Promise<string> =>
  idOf(post('/crm/v3/objects/contacts', { properties: { email: freshEmail(), ...properties } }));

export const contacts = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => aContact()));

/** The owner that a contact has now. */
export const ownerOf = async (id: string): Promise<unknown> => {
  const { properties } = await bodyOf(get(`/crm/v3/objects/contacts/${id}?properties=hubspot_owner_id`));
  return (properties as Fields)['hubspot_owner_id'];
};

/** Asks until the answer is as wanted; the last answer is what a failure shows. */
export const eventually = async <T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  deadlineMs = 20_000,
): Promise<T> => {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`Not within ${deadlineMs} ms; last seen: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Puts a file into the import bucket with the S3 client, as a user's script would. */
export const upload = async (
  key: string,
  body: string | Uint8Array,
  metadata: Record<string, string> = {},
): Promise<void> => {
  const { region, credentials, endpoints, resources } = inject('host');
  const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  await s3.send(
    new PutObjectCommand({ Bucket: resources.importBucket, Key: key, Body: body, Metadata: metadata }),
  );
  s3.destroy();
};
