import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandler as jobsHandler } from '../../../functions/jobs/handler.ts';
import { createHandler as ownersHandler } from '../../../functions/owners/handler.ts';
import { createHandler as runJobHandler } from '../../../functions/run-job/handler.ts';
import type { Job } from '../../../lib/domain/job/job.ts';
import type { ApiHandler } from '../../../lib/http/api.ts';
import { importJobStore } from '../../../lib/store/jobs/import-job-store.ts';
import { applyDesk } from '../../support/apply-desk.ts';
import { anId } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { call } from '../../support/http-event.ts';
import { importService } from '../../support/imports.ts';
import { type JobDesk, jobDesk } from '../../support/job-desk.ts';
import { aHandover } from '../../support/jobs.ts';
import { reportDesk } from '../../support/report-desk.ts';
import { type RotationDesk, rotationDesk } from '../../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: JobDesk;
let rotations: RotationDesk;
let owners: ApiHandler;
let jobs: ApiHandler;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = jobDesk(dynamo);
  rotations = rotationDesk(dynamo);
  const { jobs: store, queue } = desk.worker();
  owners = ownersHandler({ ...rotations, handover: { ...rotations.handover, jobs: store, queue } });
  const imports = importJobStore(dynamo.client, dynamo.tables.jobs);
  jobs = jobsHandler({ ...desk.worker(), run: desk.run, imports, selections: desk.selections });
});
afterAll(() => dynamo?.stop());
beforeEach(() => {
  desk.sent.length = 0;
});

const types = ['contacts', 'companies', 'deals', 'tickets'];
const mayWrite = ['settings.users.write', ...types.map((type) => `crm.objects.${type}.write`)];
const mayRead = types.map((type) => `crm.objects.${type}.read`);

const handOver = (ownerId: string, body: unknown, scopes = mayWrite) =>
  call(owners, 'POST /ownership/v1/owners/{ownerId}/handover', { path: { ownerId }, body, scopes });
const changeOwner = (method: string, ownerId: string, body?: unknown) =>
  call(owners, `${method} /ownership/v1/owners/{ownerId}`, { path: { ownerId }, body, scopes: mayWrite });
const ask = (route: string, jobId: string, { scopes = mayRead, query = {} } = {}) =>
  call(jobs, route, { path: { jobId }, scopes, query });
const show = (jobId: string) => ask('GET /ownership/v1/jobs/{jobId}', jobId);
const undo = (jobId: string, scopes = mayWrite) =>
  ask('POST /ownership/v1/jobs/{jobId}/undo', jobId, { scopes });

const refusal = (field: string, code: string) => ({
  status: 400,
  body: { category: 'VALIDATION_ERROR', errors: [{ in: field, code }] },
});

type Leaver = { from: string; to: string; contacts: string[]; deals: string[] };

const leaver = async (contacts: number, deals: number): Promise<Leaver> => {
  const [from, to] = [await desk.owner(), await desk.owner()];
  return {
    from,
    to,
    contacts: await desk.recordsOf(from, 'contacts', contacts),
    deals: await desk.recordsOf(from, 'deals', deals),
  };
};

const handedOver = async (scene: Leaver): Promise<string> => {
  const { body } = await handOver(scene.from, { ownerId: scene.to });
  await desk.deliverAll();
  await desk.catchUp();
  return (body as { jobId: string }).jobId;
};

describe('handing over', () => {
  it('says with dryRun how much it would be, and writes nothing', async () => {
    const { from, to, contacts } = await leaver(3, 2);
    expect(await handOver(from, { ownerId: to, dryRun: true })).toMatchObject({
      status: 200,
      body: {
        total: 5,
        objectTypes: { contacts: 3, companies: 0, deals: 2, tickets: 0 },
        to: { ownerId: to },
      },
    });
    expect(await handOver(from, { ownerId: to, objectTypes: ['deal'], dryRun: true })).toMatchObject({
      body: { total: 2, objectTypes: { deals: 2 } },
    });
    expect(desk.sent).toEqual([]);
    expect(await desk.ownersOf('contacts', contacts.slice(0, 1))).toEqual([from]);
  });

  it('starts a job that can be watched to its end', async () => {
    const { from, to } = await leaver(3, 2);
    const { status, body } = await handOver(from, { ownerId: to });
    expect(status).toBe(202);
    const { jobId } = body as { jobId: string };
    expect(await show(jobId)).toMatchObject({
      status: 200,
      body: {
        id: jobId,
        kind: 'handover',
        state: 'RUNNING',
        from: { ownerId: from },
        to: { ownerId: to },
        objectTypes: types,
        total: 5,
        done: 0,
        actor: 'ada@example.com',
        undoneBy: null,
      },
    });
    await desk.deliverAll();
    const { body: over } = await show(jobId);
    expect(over).toMatchObject({ state: 'DONE', total: 5, done: 5, counts: { moved: 5, skipped: {} } });
    expect(over).not.toHaveProperty('version');
    expect(over).not.toHaveProperty('place');
  });

  it('is over at once if there is nothing to hand over', async () => {
    const { from, to } = await leaver(0, 0);
    const { body } = await handOver(from, { ownerId: to });
    expect(desk.sent).toEqual([]);
    expect(await show((body as { jobId: string }).jobId)).toMatchObject({
      body: { state: 'DONE', total: 0 },
    });
  });

  it('to a rotation is about the rotation’s object type', async () => {
    const { from } = await leaver(4, 2);
    const { rotation } = await rotations.open(2);
    const to = { rotationId: rotation.id };
    expect(await handOver(from, { ...to, dryRun: true })).toMatchObject({
      status: 200,
      body: { total: 4, objectTypes: { contacts: 4 }, to },
    });
    expect(await handOver(from, { ...to, objectTypes: ['contacts'] })).toMatchObject({ status: 202 });
    await desk.deliverAll();
    expect((await rotations.standings(rotation.id)).turns).toBe(4);
  });

  it.each<[string, (scene: { from: string; to: string }) => unknown, string, string]>([
    ['nobody', () => ({}), 'ownerId', 'REQUIRED'],
    ['two receivers', ({ to }) => ({ ownerId: to, rotationId: '1' }), 'rotationId', 'AMBIGUOUS'],
    ['themselves', ({ from }) => ({ ownerId: from }), 'ownerId', 'SAME_OWNER'],
    ['an unknown owner', () => ({ ownerId: '4040404' }), 'ownerId', 'OWNER_NOT_FOUND'],
    ['an unknown rotation', () => ({ rotationId: '404' }), 'rotationId', 'ROTATION_NOT_FOUND'],
    ['an id that is none', () => ({ ownerId: 'ada' }), 'ownerId', 'INVALID_FORMAT'],
    ['no object types', ({ to }) => ({ ownerId: to, objectTypes: [] }), 'objectTypes', 'TOO_SMALL'],
    ['an unknown type', ({ to }) => ({ ownerId: to, objectTypes: ['x'] }), 'objectTypes[0]', 'CUSTOM'],
    ['one type twice', ({ to }) => ({ ownerId: to, objectTypes: ['deals', '0-3'] }), 'objectTypes', 'CUSTOM'],
    ['a field of their own', ({ to }) => ({ ownerId: to, force: true }), 'force', 'UNRECOGNIZED_KEYS'],
  ])('to %s is refused', async (_, bodyOf, field, code) => {
    const { from, to } = await leaver(0, 0);
    expect(await handOver(from, bodyOf({ from, to }))).toMatchObject(refusal(field, code));
    expect(desk.sent).toEqual([]);
  });

  it('to somebody who may not own that is refused, naming each type', async () => {
    const { from } = await leaver(0, 0);
    const gone = await desk.owner({ active: false });
    expect(await handOver(from, { ownerId: gone })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'ownerId', code: 'OWNER_DEACTIVATED' }] },
    });
    const narrow = await desk.owner({ objectAccess: ['contacts', 'deals'] });
    const { status, body } = await handOver(from, { ownerId: narrow });
    expect(status).toBe(400);
    expect((body as { errors: { message: string }[] }).errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('companies'),
      expect.stringContaining('tickets'),
    ]);
    expect(await handOver(from, { ownerId: narrow, objectTypes: ['contacts'] })).toMatchObject({
      status: 202,
    });
  });

  it('another object type to a rotation is refused, naming it', async () => {
    const { from } = await leaver(0, 0);
    const { rotation } = await rotations.open(1);
    const body = { rotationId: rotation.id, objectTypes: ['contacts', 'tickets'] };
    expect(await handOver(from, body)).toMatchObject(refusal('objectTypes[1]', 'WRONG_OBJECT_TYPE'));
  });

  it('from nobody is a 404', async () => {
    const { to } = await leaver(0, 0);
    expect(await handOver(anId(), { ownerId: to })).toMatchObject({ status: 404 });
  });

  it.each([
    ['settings.users.write', mayWrite.slice(1)],
    ['crm.objects.tickets.write', mayWrite.filter((scope) => !scope.includes('tickets'))],
  ])('asks for the scope %s', async (missing, scopes) => {
    const { from, to } = await leaver(1, 0);
    expect(await handOver(from, { ownerId: to }, scopes)).toMatchObject({
      status: 403,
      body: { category: 'MISSING_SCOPES', errors: [{ code: missing }] },
    });
    expect(desk.sent).toEqual([]);
  });
});

describe('deactivating an owner', () => {
  const owned = { total: 3, objectTypes: { contacts: 2, companies: 0, deals: 1, tickets: 0 } };
  const left = (from: string) => ({
    active: false,
    owned,
    handover: { method: 'POST', path: `/ownership/v1/owners/${from}/handover` },
  });

  it('says what they still own and how to hand it over', async () => {
    const { from } = await leaver(2, 1);
    expect(await changeOwner('DELETE', from)).toMatchObject({
      status: 200,
      body: { id: from, ...left(from) },
    });
    expect(await changeOwner('PATCH', from, { active: false })).toMatchObject({
      status: 200,
      body: left(from),
    });
  });

  it('says nothing of it when they own nothing, or are not deactivated', async () => {
    const { from } = await leaver(0, 0);
    const patched = await changeOwner('PATCH', from, { active: false });
    expect(patched.body).not.toHaveProperty('owned');
    expect(await changeOwner('DELETE', from)).toMatchObject({ status: 204, body: undefined });
    const other = await leaver(1, 0);
    const renamed = await changeOwner('PATCH', other.from, { firstName: 'Grace' });
    expect(renamed.body).not.toHaveProperty('owned');
  });
});

describe('a job', () => {
  it('shows the records that it changed, page by page', async () => {
    const scene = await leaver(5, 2);
    const jobId = await handedOver(scene);
    const seen: { recordId: string }[] = [];
    let after: string | undefined;
    do {
      const query = { limit: '3', ...(after === undefined ? {} : { after }) };
      const { status, body } = await ask('GET /ownership/v1/jobs/{jobId}/results', jobId, { query });
      expect(status).toBe(200);
      const page = body as { results: { recordId: string }[]; paging?: { next: { after: string } } };
      seen.push(...page.results);
      after = page.paging?.next.after;
    } while (after !== undefined);
    expect(seen.map(({ recordId }) => recordId).sort()).toEqual([...scene.contacts, ...scene.deals].sort());
    for (const result of seen) {
      expect(result).toMatchObject({
        property: 'hubspot_owner_id',
        previousOwnerId: scene.from,
        ownerId: scene.to,
        changeId: expect.any(String),
      });
    }
  });

  it('takes no page of another job’s results', async () => {
    const jobId = await handedOver(await leaver(3, 0));
    const other = await handedOver(await leaver(1, 0));
    const results = 'GET /ownership/v1/jobs/{jobId}/results';
    const { body } = await ask(results, jobId, { query: { limit: '1' } });
    const { after } = (body as { paging: { next: { after: string } } }).paging.next;
    expect(await ask(results, other, { query: { after } as Record<string, string> })).toMatchObject(
      refusal('after', 'INVALID_CURSOR'),
    );
  });

  it('is undone by a job of its own, and both say so', async () => {
    const scene = await leaver(3, 0);
    const jobId = await handedOver(scene);
    const { status, body } = await undo(jobId);
    expect(status).toBe(202);
    const { jobId: undoId } = body as { jobId: string };
    expect(await undo(jobId)).toMatchObject({ status: 202, body: { jobId: undoId } });
    expect(await show(jobId)).toMatchObject({ body: { undoneBy: undoId } });
    await desk.deliverAll();
    expect(await show(undoId)).toMatchObject({
      body: { kind: 'undo', undoes: jobId, state: 'DONE', total: 3, done: 3, counts: { moved: 3 } },
    });
    expect(await undo(jobId)).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', errors: [{ code: 'ALREADY_UNDONE' }] },
    });
    expect(await desk.ownersOf('contacts', scene.contacts)).toEqual([scene.from, scene.from, scene.from]);
  });

  it('is not undone while it runs', async () => {
    const { from, to } = await leaver(1, 0);
    const { body } = await handOver(from, { ownerId: to });
    expect(await undo((body as { jobId: string }).jobId)).toMatchObject({
      status: 409,
      body: { errors: [{ code: 'STILL_RUNNING' }] },
    });
  });

  it('is shown with why it failed', async () => {
    const failure = { code: 'OWNER_DEACTIVATED', message: 'Owner 502 is deactivated.' };
    const job = aHandover({ state: 'FAILED', failure });
    await desk.worker().jobs.begin(job);
    expect(await show(job.id)).toMatchObject({ body: { state: 'FAILED', failure } });
  });

  it('is a 404 where there is none', async () => {
    for (const route of ['GET /ownership/v1/jobs/{jobId}', 'GET /ownership/v1/jobs/{jobId}/results'])
      expect(await ask(route, anId())).toMatchObject({ status: 404 });
    expect(await undo(anId())).toMatchObject({ status: 404 });
  });

  it('is read by whoever may read its records, and undone by whoever may write them', async () => {
    const jobId = await handedOver(await leaver(1, 0));
    const noTickets = { scopes: mayRead.filter((scope) => !scope.includes('tickets')) };
    for (const route of ['GET /ownership/v1/jobs/{jobId}', 'GET /ownership/v1/jobs/{jobId}/results']) {
      expect(await ask(route, jobId, noTickets)).toMatchObject({
        status: 403,
        body: { errors: [{ code: 'crm.objects.tickets.read' }] },
      });
    }
    expect(await undo(jobId, mayRead)).toMatchObject({ status: 403 });
  });
});

describe('the function that works on jobs', () => {
  const message = (body: unknown): SQSEvent =>
    ({
      Records: [{ messageId: 'm', body: JSON.stringify(body), attributes: { ApproximateReceiveCount: '1' } }],
    }) as unknown as SQSEvent;
  const handle = async (body: unknown) => {
    const service = importService(dynamo);
    const handler = runJobHandler({
      ...reportDesk(dynamo, service).making,
      ...applyDesk(dynamo, service).applying,
      ...desk.worker(),
      records: service.records,
    });
    return handler(message(body), {} as never);
  };

  it('takes a job from its message', async () => {
    const { from, to, contacts } = await leaver(2, 0);
    const job: Job = await desk.start({ from, to: { ownerId: to } });
    expect(await handle({ job })).toEqual({ batchItemFailures: [] });
    expect(await desk.ownersOf('contacts', contacts)).toEqual([to, to]);
  });

  it.each([{}, { report: { importId: 'none' } }, { job: {} }, { job: { ...aHandover(), kind: 'import' } }])(
    'has a message that is no job come again: %j',
    async (body) => {
      expect(await handle(body)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
    },
  );
});
