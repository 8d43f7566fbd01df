import { isDeepStrictEqual } from 'node:util';
import { drawsOf } from '../draws.ts';
import type { TestDynamo } from '../dynamo.ts';
import { checkImports, collectEvidence } from './check-imports.ts';
import { join } from './join.ts';
import { setTheScene } from './set-the-scene.ts';
import { type Part, storm, twiceMaybe } from './storm.ts';
import { giveUp, notify, work } from './take-part.ts';
import { newWorld, type World } from './world.ts';

/**
 * Whether the workers leave before all is done, and what they leave is given up. Not with two imports of the same rows: nobody could
 * say what is left undone that one of them gives up.
 */
const isAbandoned = ({ schedule, uploads }: World): boolean =>
  uploads.length === 1 && drawsOf(schedule, 'patience')(3) === 0;

/** The notifications, once or twice each, the workers, and somebody else who writes some of the records. */
const stormOver = (world: World): Promise<void> =>
  storm(world, {
    tellers: world.uploads.flatMap((file, n) =>
      twiceMaybe(world, `event${n}`).map(
        (name): Part => ({
          name,
          play: async (participant, life) => void (await notify(world, participant, { file, life })),
        }),
      ),
    ),
    ...(isAbandoned(world) ? { patience: 5 } : {}),
    isMeddledWith: true,
  });

/** Without faults: what is left, then everything that there ever was once more, which must change nothing. */
const calm = async (world: World): Promise<void> => {
  const participant = join(world, 'calm', { calm: true });
  const { mailbox } = world;
  if (isAbandoned(world)) await giveUp(world, participant);
  const workOff = async (): Promise<void> => {
    for (const file of world.uploads) {
      if (!(await notify(world, participant, { file, life: undefined })))
        world.problems.push(`The notification of ${file.key} fails without a reason.`);
    }
    mailbox.redrive();
    await work(world, participant, { life: undefined, isOver: () => true });
  };
  await workOff();
  const evidence = await collectEvidence(world, participant.deps);
  for (const [n, body] of [...world.sent].entries()) mailbox.post(`again ${n}`, body);
  await workOff();
  if (!isDeepStrictEqual(await collectEvidence(world, participant.deps), evidence))
    world.problems.push('What came once more has changed something.');
  participant.actor.leave();
  world.problems.push(...checkImports(world, evidence));
};

/**
 * One run of everything that may happen to imports at once, as a seed decides, and what is wrong after it.
 *
 * @param schedule the seed; the same one leads to the same run
 * @param dynamo tables of which nothing else makes use
 */
export const runImportSchedule = async (schedule: number, dynamo: TestDynamo): Promise<World> => {
  const world = newWorld(schedule, dynamo);
  await setTheScene(world);
  await stormOver(world);
  await calm(world);
  return world;
};
