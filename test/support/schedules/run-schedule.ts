import { retryEverythingHeld } from '../../../lib/app/rotation/retry-held.ts';
import { between, drawsOf, someOf } from '../draws.ts';
import type { TestDynamo } from '../dynamo.ts';
import type { Life } from '../hazards.ts';
import { checkEnrollments } from './check-enrollments.ts';
import { checkFences, checkQuiet } from './check-fences.ts';
import { checkRecords } from './check-records.ts';
import { checkStandings } from './check-standings.ts';
import { collectEvidence } from './evidence.ts';
import { meddleAsAdmin, meddleByHand, meddleWithSettings } from './meddle.ts';
import { setTheScene } from './set-the-scene.ts';
import { produce, recut, work } from './take-part.ts';
import { join, newWorld, type Weather, type World } from './world.ts';

const mostWaits = 20;
/** Minutes. */
const longestHold = 700;
const aDay = 1_500;

/** Everybody at once, with faults everywhere, until nothing is left to do. */
const storm = async (world: World): Promise<void> => {
  const draw = drawsOf(world.schedule, 'cast');
  let busy = 0;
  const others: { name: string; part: typeof produce; weather?: Weather }[] = [
    ...Array.from({ length: between(draw, 2, 3) }, (_, n) => ({ name: `producer${n}`, part: produce })),
    { name: 'hand', part: meddleByHand },
    { name: 'admin', part: meddleAsAdmin },
    { name: 'bursar', part: meddleWithSettings, weather: 'fair' },
  ];
  const cast = others.map(({ name, part, weather = 'storm' }) => ({
    participant: join(world, name, { weather }),
    part,
  }));
  const workers = Array.from({ length: between(draw, 1, 3) }, (_, n) => {
    const life: Life = { dead: false };
    return { participant: join(world, `worker${n}`, { life }), life };
  });
  busy = cast.length;
  await Promise.all([
    ...cast.map(async ({ participant, part }) => {
      await part(world, participant);
      busy -= 1;
      participant.actor.leave();
    }),
    ...workers.map(async ({ participant, life }) => {
      await work(world, participant, { life, isOver: () => busy === 0 });
      participant.actor.leave();
    }),
  ]);
};

/** Without faults: everything that is left and held, and then everything that there ever was once more, a day later. */
const calm = async (world: World): Promise<void> => {
  const { mailbox } = world;
  const participant = join(world, 'calm', { weather: 'calm' });
  const { deps, draw, actor } = participant;
  const complain = (what: string): void => {
    world.problems.push(what);
  };
  const workOff = (): Promise<void> =>
    work(world, participant, { life: { dead: false }, isOver: () => true, complain });
  mailbox.redrive();
  await workOff();
  for (let times = 0; times < mostWaits && (await retryEverythingHeld(deps)).length > 0; times++) {
    world.skip(longestHold);
    await workOff();
  }
  world.quietSince = world.turns.taken();
  world.skip(aDay);
  const all = [...mailbox.batches];
  for (const batch of all) mailbox.post(batch.rotationId, JSON.stringify(batch));
  await deps.queue.send(someOf(draw, all, 2).flatMap((batch) => recut(participant, batch)));
  await retryEverythingHeld(deps);
  await workOff();
  actor.leave();
};

/**
 * One run of everything that may happen to rotations at once, as a seed decides, and what is wrong after it.
 *
 * @param schedule the seed; the same one leads to the same run
 * @param dynamo tables of which nothing else makes use
 */
export const runSchedule = async (schedule: number, dynamo: TestDynamo): Promise<World> => {
  const world = newWorld(schedule, dynamo);
  await setTheScene(world);
  await storm(world);
  await calm(world);
  const evidence = await collectEvidence(world);
  world.problems.push(
    ...evidence.rotations.flatMap(checkStandings),
    ...checkEnrollments(evidence),
    ...checkRecords(world, evidence),
    ...checkFences(world, evidence),
    ...checkQuiet(world, evidence),
  );
  return world;
};
