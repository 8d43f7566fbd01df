import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type LocalHost, startLocalHost } from '../../infra/local/host.ts';
import { allScopes } from '../../lib/http/scopes.ts';
import { securityHeaders } from '../../lib/http/security-headers.ts';
import { apiDocument, checkAnswer } from '../support/api-document.ts';
import { findChanging } from '../support/fuzz/find-changing.ts';
import { makeFirstThings } from '../support/fuzz/first-things.ts';
import { type KnownIds, knownIds } from '../support/fuzz/known-ids.ts';
import { kinds, learnFrom } from '../support/fuzz/learn.ts';
import { markedValue } from '../support/fuzz/mutations.ts';
import { anyRequest, type Planned } from '../support/fuzz/requests.ts';
import { type FuzzAnswer, send, urlOf } from '../support/fuzz/send.ts';
import { storedStateOf } from '../support/fuzz/stored-state.ts';

/** 500 requests that are always the same; `ROTA_FUZZ=10000` others, those of `ROTA_FUZZ_SEED` if it is given. */
const requests = Number(process.env['ROTA_FUZZ'] ?? 500);
const seed = Number(
  process.env['ROTA_FUZZ_SEED'] ?? (process.env['ROTA_FUZZ'] === undefined ? 6 : Date.now() % 2 ** 31),
);
const timeout = 120_000 + requests * 1_000;

const noMinute = 3_600_000;

let host: LocalHost;
let rotaDir: string;
let known: KnownIds;
let token: string;
const faults: string[] = [];
const logged: string[] = [];

beforeAll(async () => {
  rotaDir = await mkdtemp(path.join(tmpdir(), 'rota-fuzz-'));
  // A host of its own: nobody else changes what is stored while it is compared.
  const assembly = path.join(inject('host').rotaDir, 'cdk.out');
  host = await startLocalHost({
    assembly,
    rotaDir,
    minuteMs: noMinute,
    log: (line) => faults.push(line),
    functionLog: (_name, text) => logged.push(text),
  });
  token = await host.token({ sub: 'fuzz', email: 'fuzz@example.com', scope: allScopes.join(' ') });
  known = knownIds(await makeFirstThings(host, token));
}, 120_000);

afterAll(async () => {
  await host?.close();
  await rm(rotaDir, { recursive: true, force: true });
});

/** What API Gateway answers by itself is not in the document. */
const isGatewayAnswer = ({ status, text }: FuzzAnswer): boolean =>
  [404, 413, 431].includes(status) && !text.includes('correlationId');

const secrets = (): RegExp =>
  new RegExp(
    [
      ...Object.values(host.resources.tables),
      'dynamodb',
      'Exception\\b',
      'arn:aws',
      'node_modules',
      '\\.ts:\\d',
      'at async',
    ]
      .map((text) => `(?:${text})`)
      .join('|'),
    'i',
  );

const check = (planned: Planned, answer: FuzzAnswer): unknown => {
  const { status, headers, text } = answer;
  expect(status, text).toBeLessThan(500);
  if (isGatewayAnswer(answer)) return undefined;
  expect(headers).toMatchObject({
    ...securityHeaders,
    'cache-control': expect.any(String),
    'content-security-policy': expect.any(String),
  });
  const body = String(headers['content-type']).startsWith('application/json') ? JSON.parse(text) : undefined;
  checkAnswer(planned.method, urlOf(planned), { status, body });
  if (status >= 400) expect(text).not.toMatch(secrets());
  return body;
};

describe(`requests of the seed ${seed}`, () => {
  const refused: Planned[] = [];

  test(`${requests} of them are each answered as the document says`, { timeout }, async () => {
    console.log(`ROTA_FUZZ=${requests} ROTA_FUZZ_SEED=${seed}`);
    const statuses: Record<number, number> = {};
    const wrong: string[] = [];
    await fc.assert(
      fc.asyncProperty(anyRequest(apiDocument, kinds), async (drawn) => {
        const planned = known.resolve(drawn);
        try {
          const answer = await send(host.apiUrl, planned, token);
          statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
          learnFrom(apiDocument, known, planned.route, check(planned, answer));
          if (answer.status >= 400) refused.push(planned);
        } catch (error) {
          wrong.push(`${String(error).slice(0, 2_000)}\n${JSON.stringify(planned).slice(0, 2_000)}`);
        }
      }),
      { numRuns: requests, seed, interruptAfterTimeLimit: timeout, markInterruptAsFailure: true },
    );
    console.log(statuses);
    expect(wrong).toEqual([]);
    // Were all of them refused, or none, nothing would have been tried.
    expect(refused.length).toBeGreaterThan(requests / 10);
    expect(requests - refused.length).toBeGreaterThan(requests / 10);
  });

  test('those that were refused change nothing', { timeout }, async () => {
    const stored = storedStateOf(host);
    const ask = ({ headers, ...planned }: Planned): Promise<FuzzAnswer> => {
      // Who repeats a request with its key is told what was answered, and nothing is tried.
      const { 'idempotency-key': _key, ...others } = headers;
      return send(host.apiUrl, { ...planned, headers: others }, token);
    };
    const { changing, compared } = await findChanging(refused, ask, stored);
    stored.close();
    console.log(`${compared} refusals compared`);
    expect(changing.map((finding) => JSON.stringify(finding).slice(0, 3_000))).toEqual([]);
    expect(compared).toBeGreaterThan(refused.length / 2);
  });

  test('leave no value in the log', () => {
    expect(logged.filter((text) => text.includes(markedValue))).toEqual([]);
    // Something was written at all.
    expect(logged.length).toBeGreaterThan(0);
  });

  test('leave nothing behind at which a function fails', () => {
    expect(faults).toEqual([]);
  });
});
