import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rotate } from '../../../lib/app/rotation/rotate.ts';
import type { Job } from '../../../lib/domain/job/job.ts';
import type { Rotation } from '../../../lib/domain/rotation/rotation.ts';
import { aBatch, someTime } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { cancels, type Fault, losesTheAnswer, meanwhile, withFaults } from '../../support/faults.ts';
import { type JobDesk, jobDesk } from '../../support/job-desk.ts';
import { type RotationDesk, rotationDesk } from '../../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: JobDesk;
let rotations: RotationDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = jobDesk(dynamo);
  rotations = rotationDesk(dynamo);
});
afterAll(() => dynamo?.stop());
beforeEach(() => {
  desk.sent.length = 0;
});

type Leaving = { from: string; ids: string[]; job: Job; rotation: Rotation; ownerIds: string[] };

/** A leaver with so many contacts, and the handover of them to a rotation, its message in the queue. */
const leaving = async (count: number, fields: Partial<Rotation> = {}): Promise<Leaving> => {
  const { rotation, ownerIds } = await rotations.open(3, fields);
  const from = await desk.owner();
  const ids = await desk.recordsOf(from, 'contacts', count);
  const job = await desk.start({ from, to: { rotationId: rotation.id }, total: count });
  return { from, ids, job, rotation, ownerIds };
};

const deliver = (job: Job, ...faults: Fault[]): Promise<Job> =>
  desk.deliver(job, withFaults(dynamo, ...faults));

const countsOf = async (ids: readonly string[], ownerIds: readonly string[]): Promise<number[]> => {
  const owners = await desk.ownersOf('contacts', ids);
  return ownerIds.map((id) => owners.filter((owner) => owner === id).length);
};

/** The standings, the log of decisions and the records tell the same. */
const expectAgreement = async ({ rotation, ids, ownerIds }: Leaving, moved: number): Promise<void> => {
  const { members, turns } = await rotations.standings(rotation.id);
  const counts = await countsOf(ids, ownerIds);
  expect(ownerIds.map((id) => members[id]?.count)).toEqual(counts);
  expect(turns).toBe(moved);
  const { results: decisions } = await rotations.ledger.decisions(rotation.id, { limit: 1_000 });
  expect(decisions.flatMap(({ picks }) => picks)).toHaveLength(moved);
};

const remove = async (rotationId: string): Promise<void> => {
  const before = await rotations.rotations.get(rotationId);
  if (before === undefined) throw new Error('The rotation is gone.');
  const standings = await rotations.standings(rotationId);
  const after = { ...before, version: before.version + 1, deletedAt: someTime };
  const moved = { ...standings, version: standings.version + 1 };
  await rotations.rotations.replace({
    before,
    after,
    standings: { before: standings, after: moved, alignment: undefined },
    restsOn: [],
  });
};

describe('a handover to a rotation', () => {
  it.each([1, 97, 200])('gives %i records to its members by its own rule', async (count) => {
    const scene = await leaving(count);
    await desk.deliverAll();
    expect(await desk.jobNow(scene.job.id)).toMatchObject({ state: 'DONE', moved: count, total: count });
    const counts = await countsOf(scene.ids, scene.ownerIds);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    await expectAgreement(scene, count);
  });

  it('signs each record with the rotation, the decision and the job', async () => {
    const { ids, job, rotation } = await leaving(1);
    await desk.deliverAll();
    const { results } = await rotations.ledger.decisions(rotation.id, { limit: 1 });
    const [decision] = results;
    expect((await desk.records.get('contacts', ids[0] ?? ''))?.lastWrite).toMatchObject({
      source: 'ROTATION',
      runId: job.id,
      rotationId: rotation.id,
      decisionId: decision?.batchId,
      actor: 'ada@example.com',
    });
  });

  it('gives nothing back to a leaver who is a member', async () => {
    const { rotation, ownerIds } = await rotations.open(3);
    const [from = '', ...others] = ownerIds;
    const ids = await desk.recordsOf(from, 'contacts', 10);
    const { id } = await desk.start({ from, to: { rotationId: rotation.id }, total: 10 });
    await desk.deliverAll();
    expect(await desk.jobNow(id)).toMatchObject({ state: 'DONE', moved: 10 });
    expect(await countsOf(ids, others)).toEqual([5, 5]);
  });

  it('leaves what nobody is left for, counts it once, and says why', async () => {
    const scene = await leaving(120);
    for (const id of scene.ownerIds) await desk.deactivate(id);
    await desk.deliverAll();
    expect(await desk.jobNow(scene.job.id)).toMatchObject({
      state: 'DONE',
      moved: 0,
      skipped: { NO_ELIGIBLE_OWNER: 120 },
      total: 120,
    });
    expect(await countsOf(scene.ids, [scene.from])).toEqual([120]);
  });

  it('gives to the rotation’s fallback what nobody of it is left for', async () => {
    const fallback = await desk.owner();
    const scene = await leaving(5, { fallback: [{ ownerId: fallback }] });
    for (const id of scene.ownerIds) await desk.deactivate(id);
    await desk.deliverAll();
    expect(await desk.jobNow(scene.job.id)).toMatchObject({ state: 'DONE', moved: 5, total: 5 });
    expect(await countsOf(scene.ids, [fallback])).toEqual([5]);
  });

  it('moves records that have been enrolled while it was on its way to them', async () => {
    const scene = await leaving(4);
    const batch = aBatch(scene.rotation.id, scene.ids, { enrollmentId: '01K6' });
    await rotate(rotations.worker(), batch);
    await desk.deliverAll();
    expect(await desk.jobNow(scene.job.id)).toMatchObject({ moved: 4, skipped: {} });
    await expectAgreement(scene, 4);
  });

  it('can be undone, and the turns stay taken', async () => {
    const scene = await leaving(7);
    await desk.deliverAll();
    await desk.catchUp();
    const undo = await desk.undo(scene.job.id);
    await desk.deliverAll();
    expect(await desk.jobNow(undo.id)).toMatchObject({ state: 'DONE', moved: 7, total: 7 });
    expect(await countsOf(scene.ids, [scene.from])).toEqual([7]);
    expect((await rotations.standings(scene.rotation.id)).turns).toBe(7);
  });
});

describe('whatever happens meanwhile', () => {
  it('a deleted rotation stops the job, which says so', async () => {
    const scene = await leaving(200);
    let page = 0;
    const after = await deliver(scene.job, {
      operation: 'TransactWriteItems',
      act: async ({ proceed }) => {
        if (++page === 2) await remove(scene.rotation.id);
        return proceed();
      },
    });
    expect(after).toMatchObject({ state: 'FAILED', moved: 97, failure: { code: 'ROTATION_NOT_FOUND' } });
    expect(await countsOf(scene.ids, [scene.from])).toEqual([103]);
  });

  it('a record that somebody else takes stays with them and costs nobody a turn', async () => {
    const scene = await leaving(10);
    const [taken = ''] = scene.ids;
    const other = await desk.owner();
    const after = await deliver(
      scene.job,
      meanwhile('TransactWriteItems', () => desk.assign('contacts', taken, other)),
    );
    expect(after).toMatchObject({ state: 'DONE', moved: 9 });
    expect(await desk.ownersOf('contacts', [taken])).toEqual([other]);
    await expectAgreement(scene, 9);
  });

  it('the rotation’s own worker and the job decide in turn', async () => {
    const scene = await leaving(150);
    const enrolled = await rotations.contacts(100);
    const batches = Array.from({ length: 10 }, (_, n) =>
      aBatch(scene.rotation.id, enrolled.slice(n * 10, n * 10 + 10)),
    );
    const working = batches.reduce(
      (before, batch) => before.then(async () => void (await rotate(rotations.worker(), batch))),
      Promise.resolve(),
    );
    const [after] = await Promise.all([desk.deliver(scene.job), working]);
    expect(after).toMatchObject({ state: 'DONE', moved: 150 });
    const ids = [...scene.ids, ...enrolled];
    const counts = await countsOf(ids, scene.ownerIds);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    await expectAgreement({ ...scene, ids }, 250);
  });

  it('two runners at once share the pages between them', async () => {
    const scene = await leaving(250);
    const ends = await Promise.all([desk.deliver(scene.job), desk.deliver(scene.job)]);
    for (const end of ends) expect(end).toMatchObject({ state: 'DONE', moved: 250, total: 250 });
    await expectAgreement(scene, 250);
  });

  it.each<[string, Fault[]]>([
    ['a lost answer', [losesTheAnswer('TransactWriteItems')]],
    ['a transaction of somebody else', [cancels([undefined, 'TransactionConflict'], 10)]],
    [
      'a failure to read',
      [{ operation: 'BatchGetItem', times: 1, act: () => Promise.reject(new Error('Gone.')) }],
    ],
  ])('%s neither skips nor doubles a turn', async (_, faults) => {
    const scene = await leaving(120);
    const first = deliver(scene.job, ...faults);
    await first.catch(() => undefined);
    expect(await desk.deliver(scene.job)).toMatchObject({ state: 'DONE', moved: 120, total: 120 });
    await expectAgreement(scene, 120);
  });

  it('messages that come twice change nothing', async () => {
    const scene = await leaving(120);
    await desk.deliverAll(3);
    expect(await desk.jobNow(scene.job.id)).toMatchObject({ state: 'DONE', moved: 120, total: 120 });
    await expectAgreement(scene, 120);
  });
});
