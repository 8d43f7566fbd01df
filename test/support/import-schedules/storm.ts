import { between, drawsOf } from '../draws.ts';
import type { Life } from '../hazards.ts';
import { join, type Participant } from './join.ts';
import { meddle, work } from './take-part.ts';
import type { World } from './world.ts';

/** Somebody who takes part besides the workers, and who may be killed. */
export type Part = {
  name: string;
  play: (participant: Participant, life: Life, isTold: () => boolean) => Promise<void>;
};

/** The names of one or two who do the same at the same time, as the schedule decides. */
export const twiceMaybe = (world: World, name: string): string[] =>
  Array.from({ length: between(drawsOf(world.schedule, `cast ${name}`), 1, 2) }, (_, n) => `${name}.${n}`);

/**
 * Everybody at once, with faults everywhere, until nothing is left to do.
 *
 * @param cast.tellers who begin something; `cast.clerks` go on with it until the tellers are through, which they can ask
 * @param cast.patience after how many deliveries, at most, the workers take no more; they take all if not said
 */
export const storm = async (
  world: World,
  {
    tellers,
    clerks = [],
    patience,
    isMeddledWith,
  }: { tellers: readonly Part[]; clerks?: readonly Part[]; patience?: number; isMeddledWith: boolean },
): Promise<void> => {
  const draw = drawsOf(world.schedule, 'cast');
  const joined = (parts: readonly Part[]) =>
    parts.map(({ name, play }) => {
      const life: Life = { dead: false };
      return { play, life, participant: join(world, name, { life }) };
    });
  const [telling, going] = [joined(tellers), joined(clerks)];
  const workers = Array.from({ length: between(draw, 1, 3) }, (_, n) => {
    const life: Life = { dead: false };
    return { participant: join(world, `worker${n}`, { life }), life };
  });
  const caller = isMeddledWith ? [join(world, 'caller')] : [];
  const busy = { telling: telling.length, all: telling.length + going.length };
  await Promise.all([
    ...telling.map(async ({ play, participant, life }) => {
      await play(participant, life, () => false);
      busy.telling -= 1;
      busy.all -= 1;
      participant.actor.leave();
    }),
    ...going.map(async ({ play, participant, life }) => {
      await play(participant, life, () => busy.telling === 0);
      busy.all -= 1;
      participant.actor.leave();
    }),
    ...workers.map(async ({ participant, life }) => {
      const shift = { life, isOver: () => busy.all === 0 };
      const most = patience === undefined ? {} : { patience: between(draw, 1, patience) };
      await work(world, participant, { ...shift, ...most });
      participant.actor.leave();
    }),
    ...caller.map(async (participant) => {
      await meddle(world, participant);
      participant.actor.leave();
    }),
  ]);
};
