import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../lib/domain/job/job.ts';
import { pagesPerLeg } from '../../../lib/domain/job/progress.ts';
import { drawsOf } from '../../support/draws.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { type JobDesk, jobDesk } from '../../support/job-desk.ts';
import { deliverInStorm } from '../../support/job-storm.ts';
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

/** More of them say more: `JOB_SEEDS=200 vitest run --project integration storm`. */
const seeds = Array.from({ length: Number(process.env['JOB_SEEDS'] ?? 2) }, (_, n) => n + 1);
const records = 150;
const deadline = 30_000 + seeds.length * 1_000;

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
      const over = await deliverInStorm({ dynamo, desk }, draw, { id: job.id, bystander: take });
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
      const undone = await deliverInStorm({ dynamo, desk }, draw, { id: undo.id, bystander: take });
      await desk.catchUp();
      expect(undone).toMatchObject({ state: 'DONE', total: over.moved });
      expect(await desk.run.count(undo.id)).toBe(undone.moved);
      const back = await desk.ownersOf('contacts', ids);
      for (const [n, id] of ids.entries()) expect(back[n]).toBe(taken.has(id) ? other : from);
    },
    deadline,
  );
});
