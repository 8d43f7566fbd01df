import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/rotations/handler.ts';
import { runJob } from '../../../lib/app/jobs/run-job.ts';
import { where } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { call, type TestRequest } from '../../support/http-event.ts';
import { jobDesk } from '../../support/job-desk.ts';
import { type WorkflowDesk, workflowDesk } from '../../support/workflow-desk.ts';

const all = '/ownership/v1/workflows';
const one = `${all}/{workflowId}`;

let dynamo: TestDynamo;
let desk: WorkflowDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = workflowDesk(dynamo);
});
afterAll(() => dynamo?.stop());

type Made = { id: string; jobId?: string; actions: { rotationId: string }[] };
const create = async (fields: object = {}): Promise<Made & { path: Record<string, string> }> => {
  const body = { name: 'Inbound', objectType: 'contacts', actions: [], ...fields };
  const made = await desk.ask(`POST ${all}`, { body });
  expect(made).toMatchObject({ status: 201 });
  const workflow = made.body as Made;
  return { ...workflow, path: { workflowId: workflow.id } };
};
const refused = async (fields: object) => {
  const body = { name: 'Inbound', objectType: 'contacts', actions: [], ...fields };
  return desk.ask(`POST ${all}`, { body });
};

const nested = (depth: number): object =>
  depth === 0
    ? { type: 'setProperty', property: 'city', value: 'x' }
    : {
        type: 'branch',
        branches: [{ name: 'a', filterGroups: where('city'), actions: [nested(depth - 1)] }],
      };

describe('a workflow over HTTP', () => {
  it('is created, shown, listed, changed and deleted', async () => {
    const ownerId = await desk.owner();
    const { path, id } = await create({ actions: [{ type: 'setOwner', ownerId }] });
    const expected = {
      name: 'Inbound',
      enabled: false,
      enrollment: { filterGroups: [], reEnroll: false },
      actions: [{ type: 'setOwner', ownerId, property: 'hubspot_owner_id' }],
    };
    expect(await desk.ask(`GET ${one}`, { path })).toMatchObject({ status: 200, body: expected });
    expect(await desk.ask(`PATCH ${one}`, { path, body: { name: 'Other', enabled: true } })).toMatchObject({
      status: 200,
      body: { ...expected, name: 'Other', enabled: true },
    });
    const { body } = await desk.ask(`GET ${all}`);
    expect((body as { results: { id: string }[] }).results.map((each) => each.id)).toContain(id);
    expect(await desk.ask(`DELETE ${one}`, { path })).toMatchObject({ status: 204 });
    for (const route of [`GET ${one}`, `DELETE ${one}`, `GET ${one}/enrollments`])
      expect(await desk.ask(route, { path })).toMatchObject({ status: 404 });
  });

  it.each<[string, object, string]>([
    [
      'an operator that the type does not know',
      {
        actions: [
          {
            ...nested(1),
            branches: [{ name: 'a', filterGroups: where('hubspot_owner_id', 'LT', '1'), actions: [] }],
          },
        ],
      },
      'actions[0].branches[0].filterGroups[0].filters[0].operator',
    ],
    ['an unknown owner', { actions: [{ type: 'setOwner', ownerId: '404' }] }, 'actions[0].ownerId'],
    [
      'a property that holds no owner',
      { actions: [{ type: 'setOwner', ownerId: '404', property: 'city' }] },
      'actions[0].property',
    ],
    ['an unknown rotation', { actions: [{ type: 'rotate', rotationId: '404' }] }, 'actions[0].rotationId'],
    [
      'an unknown property',
      { actions: [{ type: 'setProperty', property: 'shoes', value: '1' }] },
      'actions[0].property',
    ],
    [
      'an e-mail that is the same for all',
      { actions: [{ type: 'setProperty', property: 'email', value: 'a@b.de' }] },
      'actions[0].property',
    ],
    [
      'a value that is no option',
      { actions: [{ type: 'setProperty', property: 'lifecyclestage', value: 'x' }] },
      'actions[0].value',
    ],
    [
      'an unknown filter',
      { enrollment: { filterGroups: where('shoes') } },
      'enrollment.filterGroups[0].filters[0].propertyName',
    ],
    [
      'too deep branches',
      { actions: [nested(6)] },
      'actions[0].branches[0].actions[0].branches[0].actions[0].branches[0].actions[0].branches[0].actions[0].branches[0].actions[0]',
    ],
    ['branches without end', { actions: [nested(200)] }, 'actions'],
    [
      'a branch without filters',
      { actions: [{ ...nested(1), branches: [{ name: 'a', filterGroups: [], actions: [] }] }] },
      'actions[0].branches[0].filterGroups',
    ],
    ['enrolling what is there while off', { enrollExisting: true }, 'enrollExisting'],
    ['an unknown field', { fair: true }, 'fair'],
  ])('is refused with %s', async (_, fields, field) => {
    expect(await refused(fields)).toMatchObject({ status: 400, body: { errors: [{ in: field }] } });
  });

  it('needs the scope, and those of the records', async () => {
    const { path } = await create({ enabled: true });
    const ask = (route: string, request: TestRequest) => desk.ask(route, { path, ...request });
    expect(await ask(`GET ${one}`, { scopes: [] })).toMatchObject({ status: 403 });
    const enroll = { scopes: ['automation'], body: { recordIds: ['1'] } };
    expect(await ask(`POST ${one}/enrollments`, enroll)).toMatchObject({ status: 403 });
    expect(await ask(`POST ${one}/test`, { scopes: ['automation'], body: { recordId: '1' } })).toMatchObject({
      status: 403,
    });
  });

  it('is not enrolled in by hand while it is off', async () => {
    const { path } = await create();
    const answer = await desk.ask(`POST ${one}/enrollments`, { path, body: { recordIds: ['1'] } });
    expect(answer).toMatchObject({ status: 409, body: { errors: [{ code: 'WORKFLOW_OFF' }] } });
  });
});

describe('enrolling by hand', () => {
  it('skips the trigger, and lists page by page, newest first', async () => {
    const city = { type: 'setProperty', property: 'city', value: 'Rome' };
    const { path, id } = await create({ enabled: true, actions: [city] });
    const recordIds = await desk.contacts(30);
    expect(await desk.ask(`POST ${one}/enrollments`, { path, body: { recordIds } })).toMatchObject({
      status: 202,
      body: { requested: 30 },
    });
    await desk.work(2);
    const listed: string[] = [];
    for (let after: string | undefined; ; ) {
      const query = { limit: '12', ...(after === undefined ? {} : { after }) };
      const { body } = await desk.ask(`GET ${one}/enrollments`, { path, query });
      const page = body as {
        results: { recordId: string; createdAt: string }[];
        paging?: { next: { after: string } };
      };
      expect(page.results.map(({ createdAt }) => createdAt)).toEqual(
        page.results
          .map(({ createdAt }) => createdAt)
          .toSorted()
          .reverse(),
      );
      listed.push(...page.results.map(({ recordId }) => recordId));
      after = page.paging?.next.after;
      if (after === undefined) break;
    }
    expect(listed.toSorted()).toEqual(recordIds.toSorted());
    expect(await desk.enrolled(id)).toHaveLength(30);
  });
});

describe('switching on', () => {
  it('enrols what matches already only if asked, as a job that counts', async () => {
    const city = { type: 'setProperty', property: 'city', value: 'Rome' };
    const filterGroups = where('country', 'EQ', 'Chile');
    for (const country of ['Chile', 'Chile', 'Peru']) await desk.contact({ country });
    const { path, id } = await create({ enrollment: { filterGroups }, actions: [city] });
    const on = await desk.ask(`PATCH ${one}`, { path, body: { enabled: true } });
    expect(on.body).not.toHaveProperty('jobId');
    await desk.settle();
    expect(await desk.enrolled(id)).toEqual([]);

    const body = { enabled: true, enrollExisting: true };
    const { jobId } = (await desk.ask(`PATCH ${one}`, { path, body })).body as Made;
    const jobs = jobDesk(dynamo);
    const [job] = desk.jobs.splice(0);
    if (job === undefined) throw new Error('No job was started.');
    expect(job.id).toBe(jobId);
    for (let n = 0; n < 2; n++) await runJob(jobs.worker(), job);
    desk.told.push(...jobs.toWorkflows.splice(0));
    await desk.work(2);
    const done = await jobs.jobNow(job.id);
    expect(done).toMatchObject({ kind: 'enroll', state: 'DONE', moved: 2 });
    expect(done.total).toBe(2 + (done.skipped['NOT_ENROLLED'] ?? 0));
    expect(await desk.enrolled(id)).toMatchObject([
      { by: 'EXISTING', state: 'DONE' },
      { by: 'EXISTING', state: 'DONE' },
    ]);
  });
});

describe('a rotation that a workflow uses', () => {
  it('cannot be deleted, and the answer names the workflow', async () => {
    const { rotation } = await desk.openRotation(1);
    const { path, id } = await create({ actions: [{ type: 'rotate', rotationId: rotation.id }] });
    const rotations = createHandler(desk);
    const remove = () =>
      call(rotations, 'DELETE /ownership/v1/rotations/{rotationId}', {
        path: { rotationId: rotation.id },
        scopes: ['automation'],
      });
    expect(await remove()).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining(id), errors: [{ code: 'ROTATION_IN_USE' }] },
    });
    await desk.ask(`DELETE ${one}`, { path });
    expect(await remove()).toMatchObject({ status: 204 });
  });

  it('is copied with its fallbacks, and counts for itself', async () => {
    const { rotation: last } = await desk.openRotation(1);
    const { rotation } = await desk.openRotation(2, { fallback: [{ rotationId: last.id }] });
    const { path } = await create({ enabled: true, actions: [{ type: 'rotate', rotationId: rotation.id }] });
    const recordIds = await desk.contacts(4);
    await desk.ask(`POST ${one}/enrollments`, { path, body: { recordIds } });
    await desk.work();
    const { body } = await desk.ask(`POST ${one}/clone`, { path });
    expect(body).toMatchObject({ name: 'Inbound (copy)', enabled: false });
    const own = (body as Made).actions[0]?.rotationId ?? '';
    expect(own).not.toBe(rotation.id);
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 4 });
    expect(await desk.standings(own)).toMatchObject({ turns: 0 });
    const copy = await desk.rotations.get(own);
    expect(copy?.fallback).not.toEqual([{ rotationId: last.id }]);
    expect(copy).toMatchObject({ pool: rotation.pool, name: 'Inbound (copy)' });
  });
});
