import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler as assignHandler } from '../../functions/assign/handler.ts';
import { createHandler as bulkHandler } from '../../functions/bulk-assign/handler.ts';
import { createHandler as teamsHandler } from '../../functions/teams/handler.ts';
import type { KeptRequests } from '../../lib/app/ports/requests.ts';
import { answerOnce } from '../../lib/http/answer-once.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { newId } from '../../lib/runtime/ids.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { aContact, anAssignment, anId, anOwner } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { type Fault, losesTheAnswer, withFaults } from '../support/faults.ts';
import { httpEvent, type TestRequest } from '../support/http-event.ts';
import { type JobDesk, jobDesk } from '../support/job-desk.ts';

let dynamo: TestDynamo;
let desk: JobDesk;
const [ada, bob] = ['501', '502'];
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = jobDesk(dynamo);
  const owners = ownerStore(dynamo.client, dynamo.tables.directory);
  for (const id of [ada, bob]) await owners.create(anOwner({ id }));
});
afterAll(() => dynamo?.stop());

/** A clock that a test may set forward. */
const clock = { ahead: 0 };
const millis = () => Date.now() + clock.ahead;
const now = () => new Date(millis()).toISOString();

const runsFor = 29_000;
const context = { getRemainingTimeInMillis: () => runsFor } as Context;

type Answer = { status: number; headers: Record<string, unknown>; body: unknown };

const send = async (
  handler: ApiHandler,
  route: string,
  request: TestRequest & { key?: string },
): Promise<Answer> => {
  const { key, headers = {}, ...rest } = request;
  const own = key === undefined ? headers : { ...headers, 'idempotency-key': key };
  const event = httpEvent(route, { requestId: `request-${anId()}`, headers: own, ...rest });
  const { statusCode = 0, headers: answered = {}, body } = await handler(event, context);
  return { status: statusCode, headers: answered, body: body === undefined ? undefined : JSON.parse(body) };
};

const functionsOn = (client: Dynamo = dynamo.client, requests?: KeptRequests) => {
  const { tables } = dynamo;
  const records = recordStore(client, tables);
  const owners = ownerStore(client, tables.directory);
  const properties = propertyCatalog(client, tables.directory);
  const once = (handler: ApiHandler): ApiHandler =>
    answerOnce(requests ?? requestStore(client, tables.requests), handler, millis);
  return {
    assign: once(assignHandler({ records, owners, properties, now })),
    bulk: once(
      bulkHandler({ ...desk.worker(client), records, owners, properties, now, selections: desk.selections }),
    ),
    teams: once(teamsHandler({ teams: teamStore(client, tables.directory), owners, now, newId })),
  };
};

const scopes = ['crm.objects.contacts.write', 'settings.users.write'];
const assignRoute = 'POST /ownership/v1/assign';
const assign = (body: object, key: string, on = functionsOn()): Promise<Answer> =>
  send(on.assign, assignRoute, { body, key, scopes });

const aKeptContact = async (): Promise<string> => {
  const contact = aContact();
  await desk.records.commit([{ before: undefined, after: contact }]);
  return contact.id;
};
const recordNow = async (id: string) => {
  const record = await desk.records.get('contacts', id);
  if (record === undefined) throw new Error(`There is no contact ${id}.`);
  return record;
};
const giving = (recordId: string, ownerId: string) => ({ objectType: 'contacts', recordId, ownerId });

/** The function is killed after so many of its calls. */
const killedAfter = (calls: number): Fault => {
  let made = 0;
  return {
    act: async ({ proceed }) => {
      if (made >= calls) throw new Error('Killed.');
      made += 1;
      return proceed();
    },
  };
};

describe('a request with a key', () => {
  it('is answered again as it was the first time, and done once', async () => {
    const id = await aKeptContact();
    const key = anId();
    const first = await assign(giving(id, ada), key);
    expect(first).toMatchObject({ status: 200, body: { outcome: 'ASSIGNED', previousOwnerId: null } });
    await desk.assign('contacts', id, bob);
    const second = await assign(giving(id, ada), key);
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(second.headers).toEqual({ ...first.headers, 'idempotent-replayed': 'true' });
    expect((await recordNow(id)).properties['hubspot_owner_id']).toBe(bob);
  });

  it('that was refused is refused again in the same words', async () => {
    const [id, key] = [anId(), anId()];
    const first = await assign(giving(id, ada), key);
    expect(first).toMatchObject({ status: 404 });
    expect(await assign(giving(id, ada), key)).toMatchObject({ status: 404, body: first.body });
  });

  it.each<[string, TestRequest]>([
    ['another body', { body: { objectType: 'contacts', recordId: '1', ownerId: bob } }],
    ['another caller', { claims: { sub: 'eve', scope: scopes.join(' ') } }],
    ['another version that it rests on', { headers: { 'if-match': '"1"' } }],
  ])('is a 409 with %s', async (_, other) => {
    const key = anId();
    const body = giving(await aKeptContact(), ada);
    await assign(body, key);
    expect(await send(functionsOn().assign, assignRoute, { body, key, scopes, ...other })).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] },
    });
  });

  it('is a 409 on another route', async () => {
    const key = anId();
    const body = { name: 'North' };
    expect(await send(functionsOn().teams, 'POST /ownership/v1/teams', { body, key, scopes })).toMatchObject({
      status: 201,
    });
    expect(await send(functionsOn().assign, assignRoute, { body, key, scopes })).toMatchObject({
      status: 409,
      body: { errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] },
    });
  });

  it('is done anew after a day, whatever it says', async () => {
    const [id, key] = [await aKeptContact(), anId()];
    await assign(giving(id, ada), key);
    clock.ahead += 24 * 60 * 60 * 1_000 + 2_000;
    expect(await assign(giving(id, bob), key)).toMatchObject({
      status: 200,
      body: { outcome: 'ASSIGNED', previousOwnerId: ada },
    });
  });

  it.each([
    ['empty', ''],
    ['of 256 characters', 'k'.repeat(256)],
    ['with a line break', 'a\nb'],
    ['with an umlaut', 'schlüssel'],
    ['of blanks', '   '],
  ])('is a 400 with a key that is %s', async (_, key) => {
    expect(await assign(giving('1', ada), key)).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'Idempotency-Key', code: 'INVALID_IDEMPOTENCY_KEY' }] },
    });
  });

  it('takes a key of 255 characters', async () => {
    const key = anId().padEnd(255, '~');
    expect(await assign(giving(await aKeptContact(), ada), key)).toMatchObject({ status: 200 });
  });

  it('keeps the whole answer of 500 assignments', async () => {
    const results = Array.from({ length: 500 }, () => ({
      recordId: `1${anId().padStart(18, '0')}`,
      outcome: 'ASSIGNED',
      previousOwnerId: ada,
      changeId: `01KAR${anId().padStart(21, '0')}`,
    }));
    const applicant = { key: anId(), fingerprint: 'f', requestId: 'first', now: 1_000, until: 2_000 };
    const answer = { status: 200, headers: { etag: '"1"' }, body: JSON.stringify({ results }) };
    const store = requestStore(dynamo.client, dynamo.tables.requests);
    await store.take(applicant);
    await store.keep(applicant, answer);
    expect(await store.take({ ...applicant, requestId: 'second' })).toEqual({ outcome: 'ANSWERED', answer });
  });
});

describe('a request without a key', () => {
  it('costs no call of DynamoDB more', async () => {
    const id = await aKeptContact();
    const operations: string[] = [];
    const counted = withFaults(dynamo, {
      act: async ({ operation, proceed }) => {
        operations.push(operation);
        return proceed();
      },
    });
    await send(functionsOn(counted).assign, assignRoute, { body: giving(id, ada), scopes });
    expect(operations).toEqual(['GetItem', 'UpdateItem']);
  });
});

describe('while the first is still running', () => {
  it('the second is a 409 that says when to ask again, and the first is done once', async () => {
    const [id, key] = [await aKeptContact(), anId()];
    const answers = await Promise.all(Array.from({ length: 8 }, () => assign(giving(id, ada), key)));
    const [done, waiting] = [200, 409].map((status) => answers.filter((answer) => answer.status === status));
    expect((done?.length ?? 0) + (waiting?.length ?? 0)).toBe(8);
    expect(done?.length).toBeGreaterThanOrEqual(1);
    for (const answer of waiting ?? [])
      expect(answer).toMatchObject({
        headers: { 'retry-after': '1' },
        body: { errors: [{ code: 'REQUEST_IN_PROGRESS' }] },
      });
    expect(new Set(done?.map(({ body }) => JSON.stringify(body)))).toHaveLength(1);
    expect((await recordNow(id)).version).toBe(2);
  });
});

describe('a function that dies', () => {
  it('after any of its calls: who asks again is answered as the first would have been', async () => {
    for (let calls = 0; calls < 4; calls++) {
      const [id, key] = [await aKeptContact(), anId()];
      await assign(giving(id, ada), key, functionsOn(withFaults(dynamo, killedAfter(calls)))).catch(
        () => undefined,
      );
      clock.ahead += runsFor + 2_000;
      const answer = await assign(giving(id, ada), key);
      expect(answer).toMatchObject({ status: 200, body: { outcome: 'ASSIGNED', previousOwnerId: null } });
      expect((await recordNow(id)).version).toBe(2);
      await desk.catchUp();
      const changes = changeStore(dynamo.client, dynamo.tables.changes);
      const { changeId } = answer.body as { changeId: string };
      expect(await changes.get('contacts', id, changeId)).toMatchObject({ toOwnerId: ada });
      expect((await changes.list('contacts', id, { limit: 10 })).results).toHaveLength(1);
    }
  });

  /** It dies with the work done, and the answer not kept. */
  const diesAfterWork = (): KeptRequests => ({
    ...requestStore(dynamo.client, dynamo.tables.requests),
    keep: async () => undefined,
    release: async () => undefined,
  });

  it('does not overwrite what somebody else did meanwhile, and says that it cannot tell', async () => {
    const [id, key] = [await aKeptContact(), anId()];
    await assign(giving(id, ada), key, functionsOn(dynamo.client, diesAfterWork()));
    clock.ahead += runsFor + 2_000;
    const write = { id: anId(), at: now(), source: 'API', actor: 'eve', notify: true } as const;
    await desk.records.assign(anAssignment({ objectType: 'contacts', id }, bob, { write }));
    expect(await assign(giving(id, ada), key)).toMatchObject({
      status: 409,
      body: { errors: [{ code: 'WRITTEN_SINCE' }] },
    });
    expect((await recordNow(id)).properties['hubspot_owner_id']).toBe(bob);
  });

  it('leaves one job, however often it is started', async () => {
    const recordIds = await desk.recordsOf(ada, 'contacts', 501);
    const request = { body: { objectType: 'contacts', recordIds, ownerId: bob }, key: anId(), scopes };
    const route = 'POST /ownership/v1/bulk-assign';
    desk.sent.length = 0;
    const first = await send(functionsOn(dynamo.client, diesAfterWork()).bulk, route, request);
    clock.ahead += runsFor + 2_000;
    const second = await send(functionsOn().bulk, route, request);
    expect(second).toMatchObject({ status: 202, body: first.body });
    await desk.deliverAll(2);
    const { jobId } = first.body as { jobId: string };
    expect(await desk.jobNow(jobId)).toMatchObject({ state: 'DONE', moved: 501, total: 501 });
  });

  it('leaves one team', async () => {
    const request = { body: { name: 'South' }, key: anId(), scopes };
    const route = 'POST /ownership/v1/teams';
    const first = await send(functionsOn(dynamo.client, diesAfterWork()).teams, route, request);
    clock.ahead += runsFor + 2_000;
    expect(await send(functionsOn().teams, route, request)).toMatchObject({ status: 201, body: first.body });
    const teams = teamStore(dynamo.client, dynamo.tables.directory);
    const { results } = await teams.list({ limit: 100 });
    expect(results.filter(({ name }) => name === 'South')).toHaveLength(1);
  });

  it('is followed by one of those who ask again at once', async () => {
    const [id, key] = [await aKeptContact(), anId()];
    await assign(giving(id, ada), key, functionsOn(dynamo.client, diesAfterWork()));
    clock.ahead += runsFor + 2_000;
    const answers = await Promise.all(Array.from({ length: 5 }, () => assign(giving(id, ada), key)));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    for (const { status, body } of answers)
      expect(status === 200 ? body : { outcome: 'ASSIGNED' }).toMatchObject({ outcome: 'ASSIGNED' });
    expect((await recordNow(id)).version).toBe(2);
  });

  it('and wakes again keeps no answer over that of its successor', async () => {
    const applicant = { key: anId(), fingerprint: 'f', requestId: 'zombie', now: 1_000, until: 2_000 };
    const successor = { ...applicant, requestId: 'successor', now: 3_000, until: 4_000 };
    const store = requestStore(dynamo.client, dynamo.tables.requests);
    const answer = (body: string) => ({ status: 200, headers: {}, body });
    expect(await store.take(applicant)).toMatchObject({ outcome: 'MINE', again: false });
    expect(await store.take(successor)).toMatchObject({
      outcome: 'MINE',
      again: true,
      first: { requestId: 'zombie', at: new Date(1_000).toISOString() },
    });
    await store.keep(successor, answer('"successor"'));
    await store.keep(applicant, answer('"zombie"'));
    await store.release(applicant);
    expect(await store.take({ ...applicant, requestId: 'third', now: 5_000 })).toMatchObject({
      outcome: 'ANSWERED',
      answer: { body: '"successor"' },
    });
  });
});

describe('what is not final', () => {
  it('is done again at once, as the same request', async () => {
    const [id, key] = [await aKeptContact(), anId()];
    const broken = withFaults(dynamo, {
      operation: 'UpdateItem',
      times: 1,
      act: async () => Promise.reject(new Error('Out of order.')),
    });
    expect(await assign(giving(id, ada), key, functionsOn(broken))).toMatchObject({ status: 500 });
    expect(await assign(giving(id, ada), key)).toMatchObject({ status: 200, body: { outcome: 'ASSIGNED' } });
  });

  it('is refused for want of a scope only as long as it lacks', async () => {
    const [body, key] = [giving(await aKeptContact(), ada), anId()];
    expect(await send(functionsOn().assign, assignRoute, { body, key })).toMatchObject({ status: 403 });
    expect(await assign(body, key)).toMatchObject({ status: 200 });
  });

  it('a lost answer of DynamoDB to the first write does not lock the request out', async () => {
    const [id, key] = [await aKeptContact(), anId()];
    const lost = withFaults(dynamo, { ...losesTheAnswer('PutItem'), at: 'attempt' });
    expect(await assign(giving(id, ada), key, functionsOn(lost))).toMatchObject({ status: 200 });
  });
});
