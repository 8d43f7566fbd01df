import { isDeepStrictEqual } from 'node:util';
import { anOwner, aRecord } from '../builders.ts';
import { between, drawsOf, oneOf } from '../draws.ts';
import type { TestDynamo } from '../dynamo.ts';
import type { Life } from '../hazards.ts';
import { checkImports, collectEvidence } from './check-imports.ts';
import { cities, drawFile } from './drawn-file.ts';
import { giveUp, meddle, notify, work } from './take-part.ts';
import { join, newWorld, type World } from './world.ts';

/** Owners, people who are known already, and the file, once or twice in the bucket. */
const setTheScene = async (world: World): Promise<void> => {
  const draw = drawsOf(world.schedule, 'scene');
  const { deps, actor } = join(world, 'scene', { calm: true });
  world.owners = Array.from({ length: between(draw, 1, 3) }, (_, n) => ({
    id: String(1_001 + n),
    email: `owner-${n}@rota.example`,
  }));
  world.known = Array.from({ length: between(draw, 0, 12) }, (_, n) => ({
    id: String(10_001 + n),
    email: `known-${n}@example.com`,
    city: oneOf(draw, cities.slice(0, 2)),
  }));
  for (const { id, email } of world.owners) await deps.owners.create(anOwner({ id, email }));
  for (const { id, email, city } of world.known) {
    await deps.records.commit([
      { before: undefined, after: aRecord('contacts', { id, properties: { email, city } }) },
    ]);
  }
  world.file = drawFile(
    draw,
    world.known,
    world.owners.map(({ email }) => email),
  );
  const copies = draw(4) === 0 ? 2 : 1;
  world.uploads = Array.from({ length: copies }, (_, n) =>
    world.bucket.upload(`imports/contacts/people-${n}.csv`, world.file.content),
  );
  actor.leave();
};

/**
 * Whether the workers leave before all is done, and what they leave is given up. Not with two imports of the same rows: nobody could
 * say what is left undone that one of them gives up.
 */
const isAbandoned = ({ schedule, uploads }: World): boolean =>
  uploads.length === 1 && drawsOf(schedule, 'patience')(3) === 0;

/** Everybody at once, with faults everywhere, until nothing is left to do. */
const storm = async (world: World): Promise<void> => {
  const draw = drawsOf(world.schedule, 'cast');
  const newLife = (): Life => ({ dead: false });
  const notifications = world.uploads.flatMap((file, n) =>
    Array.from({ length: between(draw, 1, 2) }, (_, copy) => {
      const life = newLife();
      return { participant: join(world, `event${n}.${copy}`, { life }), life, file };
    }),
  );
  const workers = Array.from({ length: between(draw, 1, 3) }, (_, n) => {
    const life = newLife();
    return { participant: join(world, `worker${n}`, { life }), life };
  });
  const caller = join(world, 'caller');
  let busy = notifications.length;
  await Promise.all([
    ...notifications.map(async ({ participant, ...what }) => {
      await notify(world, participant, what);
      busy -= 1;
      participant.actor.leave();
    }),
    ...workers.map(async ({ participant, life }) => {
      const patience = isAbandoned(world) ? between(draw, 1, 5) : undefined;
      const shift = { life, isOver: () => busy === 0 };
      await work(world, participant, patience === undefined ? shift : { ...shift, patience });
      participant.actor.leave();
    }),
    (async () => {
      await meddle(world, caller);
      caller.actor.leave();
    })(),
  ]);
};

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
  await storm(world);
  await calm(world);
  return world;
};
