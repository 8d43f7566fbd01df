import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../lib/domain/job/job.ts';
import { pagesPerLeg } from '../../../lib/domain/job/progress.ts';
import type { Draw } from '../../../lib/domain/rotation/random.ts';
import { drawsOf } from '../../support/draws.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { storm } from '../../support/fault-injector.ts';
import { withFaults } from '../../support/faults.ts';
import type { Life } from '../../support/hazards.ts';
import { type JobDesk, jobDesk } from '../../support/job-desk.ts';
import { type RotationDesk, rotationDesk } from '../../support/rotation-desk.ts';
import { takingTurns } from '../../support/turns.ts';

let dynamo: TestDynamo;
let desk: JobDesk;
let rotations: RotationDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = jobDesk(dynamo);
  rotations = rotationDesk(dynamo);
});
afterAll(() => dynamo?.stop());

/** More of them say more: `JOB_SEEDS=200 vitest run --project integration storm`. */
const seeds = Array.from({ length: Number(process.env['JOB_SEEDS'] ?? 2) }, (_, n) => n + 1);
const records = 150;
const deadline = 30_000 + seeds.length * 1_000;

/** A worker who may die; their message comes again later. */
const sendWorker = async (job: Job, draw: Draw, turns: ReturnType<typeof takingTurns>): Promise<void> => {
  const actor = turns.join();
  const life: Life = { dead: false };
  const run = draw(2 ** 32);
  const luckOf = (call: string): Draw => drawsOf(run, call);
  const client = withFaults(
    dynamo,
    ...storm({ luckOf, oneIn: 6, actor, turns, life, note: () => undefined }),
  );
  await desk
    .deliver(job, client)
    .catch(() => undefined)
    .finally(actor.leave);
};

/** Delivers messages to workers in a storm, several at a time and some of them twice, and calmly what is left after it. */
const deliverInStorm = async (draw: Draw, id: string, bystander: () => Promise<void>): Promise<Job> => {
  const seen: Job[] = [];
  for (let round = 0; round < 6; round++) {
    seen.push(...desk.sent.splice(0).map(({ job }) => job));
    const turns = takingTurns(draw);
    // Stays until what arrives late has arrived.
    const last = turns.join();
    const working = [0, 1, 2].map(() => {
      const message = seen[draw(seen.length)];
      return message === undefined ? Promise.resolve() : sendWorker(message, draw, turns);
    });
    const other = turns.join();
    const beside = other.pass(draw(30)).then(bystander).finally(other.leave);
    const workers = Promise.all([...working, beside]);
    let over = false;
    void workers.then(() => {
      over = true;
    });
    while (!over) await last.pass(1);
    await last.pass(20);
    last.leave();
    await workers;
  }
  seen.push(...desk.sent.splice(0).map(({ job }) => job));
  for (const message of seen) await desk.deliver(message);
  await desk.deliverAll();
  return desk.jobNow(id);
};

/** A job of which each message works through one page. */
const oneAtATime = (job: Job): Job => ({ ...job, id: `${job.id}-slow`, pagesInLeg: pagesPerLeg - 1 });

describe.each(['an owner', 'a rotation'])('in a storm, a handover to %s and its undo', (receiver) => {
  it.each(seeds)(
    'move each record once and count what they did, with seed %i',
    async (seed) => {
      const draw = drawsOf(seed, 'storm');
      desk.sent.length = 0;
      const from = await desk.owner();
      const { rotation, ownerIds } = await rotations.open(3);
      const to = receiver === 'an owner' ? { ownerId: await desk.owner() } : { rotationId: rotation.id };
      const heirs = 'ownerId' in to ? [to.ownerId] : ownerIds;
      const other = await desk.owner();
      const ids = await desk.recordsOf(from, 'contacts', records);
      const taken = new Set<string>();
      const take = async (): Promise<void> => {
        const id = ids[draw(records)] ?? '';
        taken.add(id);
        await desk.assign('contacts', id, other);
      };

      const job = oneAtATime(await desk.start({ from, to, total: records }));
      desk.sent.splice(0, 1, { job, delaySeconds: 0 });
      const over = await deliverInStorm(draw, job.id, take);
      await desk.catchUp();
      expect(over).toMatchObject({ state: 'DONE' });
      expect(await desk.run.count(job.id)).toBe(over.moved);
      const owners = await desk.ownersOf('contacts', ids);
      for (const [n, id] of ids.entries()) expect(taken.has(id) ? [other] : heirs).toContain(owners[n]);
      if ('rotationId' in to) {
        const { turns } = await rotations.standings(rotation.id);
        expect(turns).toBe(over.moved);
      }

      const undo = await desk.undo(job.id);
      const undone = await deliverInStorm(draw, undo.id, take);
      await desk.catchUp();
      expect(undone).toMatchObject({ state: 'DONE', total: over.moved });
      expect(await desk.run.count(undo.id)).toBe(undone.moved);
      const back = await desk.ownersOf('contacts', ids);
      for (const [n, id] of ids.entries()) expect(back[n]).toBe(taken.has(id) ? other : from);
    },
    deadline,
  );
});
