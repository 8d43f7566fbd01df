import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/workflows/handler.ts';
import { rotationIdsOf } from '../../../lib/domain/workflow/all-actions.ts';
import type { Action } from '../../../lib/domain/workflow/workflow.ts';
import { answerOnce } from '../../../lib/http/answer-once.ts';
import { newId } from '../../../lib/runtime/ids.ts';
import { ownerStore } from '../../../lib/store/directory/owner-store.ts';
import { settingsStore } from '../../../lib/store/directory/settings-store.ts';
import type { Dynamo } from '../../../lib/store/dynamo.ts';
import { jobStore } from '../../../lib/store/jobs/job-store.ts';
import { requestStore } from '../../../lib/store/requests/request-store.ts';
import { rotationStore } from '../../../lib/store/rotations/rotation-store.ts';
import { clonedWorkflows } from '../../../lib/store/workflows/cloned-workflows.ts';
import { workflowStore } from '../../../lib/store/workflows/workflow-store.ts';
import { anId, where } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { type Fault, withFaults } from '../../support/faults.ts';
import { killed } from '../../support/hazards.ts';
import { call } from '../../support/http-event.ts';
import { type WorkflowDesk, workflowDesk } from '../../support/workflow-desk.ts';

let dynamo: TestDynamo;
let desk: WorkflowDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = workflowDesk(dynamo);
});
afterAll(() => dynamo?.stop());

const minute = 60_000;
let clock = Date.now();

/** The function as one of its instances has it, an hour after the last one. */
const api = (client: Dynamo) => {
  const { tables } = dynamo;
  clock += 60 * minute;
  const handler = createHandler({
    ...desk,
    workflows: workflowStore(client, tables.directory),
    clones: clonedWorkflows(client, tables),
    rotations: rotationStore(client, tables),
    owners: ownerStore(client, tables.directory),
    settings: settingsStore(client, tables.directory),
    workflowQueue: { send: () => Promise.reject(new Error('Nothing is enrolled.')) },
    jobs: jobStore(client, tables.jobs),
    jobQueue: { send: () => Promise.reject(new Error('No job is started.')) },
    now: () => new Date(clock).toISOString(),
    newId,
  });
  return answerOnce(requestStore(client, tables.requests), handler, () => clock);
};

/** Whoever makes calls dies at one of them, before it or after it. */
const diesAt = (fatal: number, moment: 'before' | 'after') => {
  let calls = 0;
  const fault: Fault = {
    act: async ({ proceed }) => {
      const number = calls++;
      if (number > fatal || (number === fatal && moment === 'before')) throw killed();
      const output = await proceed();
      if (number === fatal) throw killed();
      return output;
    },
  };
  return { fault, hasDied: () => calls > fatal };
};

const idsOfRotations = async (): Promise<Set<string>> => {
  const { results } = await desk.rotations.list({ limit: 1_000 });
  return new Set(results.map(({ id }) => id));
};

describe.each(['before', 'after'] as const)('a copy whose maker is killed %s any of its calls', (moment) => {
  it('is there once when it is asked for again, with its rotations, and nothing is left behind', async () => {
    const { rotation: last } = await desk.openRotation(1);
    const { rotation } = await desk.openRotation(2, { fallback: [{ rotationId: last.id }] });
    const { rotation: other } = await desk.openRotation(2);
    const rotate = (rotationId: string): Action => ({ type: 'rotate', rotationId });
    const branches = [
      { name: 'Germany', filterGroups: where('country', 'EQ', 'Germany'), actions: [rotate(other.id)] },
    ];
    const { id } = await desk.open([{ type: 'branch', branches, otherwise: [rotate(rotation.id)] }]);
    const path = { workflowId: id };
    const clone = async (client: Dynamo, key: string) =>
      call(api(client), 'POST /ownership/v1/workflows/{workflowId}/clone', {
        path,
        scopes: ['automation'],
        headers: { 'idempotency-key': key },
        requestId: `request-${anId()}`,
      });
    for (let fatal = 0; ; fatal++) {
      const [before, rotationsBefore] = [await desk.workflows.all(), await idsOfRotations()];
      const { fault, hasDied } = diesAt(fatal, moment);
      const key = `clone-${moment}-${fatal}`;
      await clone(withFaults(dynamo, fault), key);
      const between = (await desk.workflows.all()).length - before.length;
      expect((await idsOfRotations()).size - rotationsBefore.size).toBe(3 * between);
      const second = await clone(dynamo.client, key);
      expect(second.status).toBe(201);
      const third = await clone(dynamo.client, key);
      expect(third.body).toEqual(second.body);

      const known = new Set(before.map((workflow) => workflow.id));
      const made = (await desk.workflows.all()).filter((workflow) => !known.has(workflow.id));
      expect(made.map((workflow) => workflow.id)).toEqual([(second.body as { id: string }).id]);
      const rotations = new Set([...(await idsOfRotations())].filter((own) => !rotationsBefore.has(own)));
      expect(rotations.size).toBe(3);
      for (const own of rotationIdsOf(made[0]?.actions ?? [])) expect(rotations).toContain(own);
      for (const own of rotations) expect(await desk.standings(own)).toMatchObject({ turns: 0 });
      if (!hasDied()) break;
    }
  });
});

it('a workflow that comes to fifty rotations is not copied, rather than in parts', async () => {
  const actions: Action[] = [];
  for (let n = 0; n < 50; n++) {
    const { rotation } = await desk.openRotation(0);
    actions.push({ type: 'rotate', rotationId: rotation.id });
  }
  const clone = async (count: number) => {
    const { id: workflowId } = await desk.open(actions.slice(0, count));
    return desk.ask('POST /ownership/v1/workflows/{workflowId}/clone', { path: { workflowId } });
  };
  expect(await clone(50)).toMatchObject({ status: 409, body: { errors: [{ code: 'TOO_MANY_ROTATIONS' }] } });
  expect(await clone(49)).toMatchObject({ status: 201 });
});
