import type { Draw } from '../../lib/domain/rotation/random.ts';

/** Somebody who acts in a simulation, a worker say. */
export type Actor = {
  /** Waits for a turn, does this in it, and gives the turn back. */
  act: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lets so many turns pass. */
  pass: (turns: number) => Promise<void>;
  /** Whoever does not act any more must leave: the others wait for them otherwise. */
  leave: () => void;
};

export type Turns = {
  join: () => Actor;
  /** Gives nobody a turn until what it returns is called: somebody is about to come, by the clock, whom all others must wait for. */
  hold: () => () => void;
  /** How many turns were taken so far: the simulation's time. */
  taken: () => number;
};

/**
 * Lets those who act at the same time do so one after the other, in an order that only the draws decide. A turn is given when
 * everybody has come to the point of wanting one, so that nothing depends on how long anything takes: the same draws lead to the
 * same run.
 */
export const takingTurns = (draw: Draw): Turns => {
  const waiting: (() => void)[][] = [];
  let taken = 0;
  let busy = false;
  let holds = 0;
  const goOn = (): void => {
    if (busy || holds > 0 || waiting.length === 0 || waiting.some((turns) => turns.length === 0)) return;
    busy = true;
    taken += 1;
    waiting[draw(waiting.length)]?.shift()?.();
  };
  const join = (): Actor => {
    const turns: (() => void)[] = [];
    waiting.push(turns);
    const act = async <T>(work: () => Promise<T>): Promise<T> => {
      await new Promise<void>((begin) => {
        turns.push(begin);
        goOn();
      });
      try {
        return await work();
      } finally {
        busy = false;
        goOn();
      }
    };
    return {
      act,
      async pass(count) {
        for (let n = 0; n < count; n++) await act(async () => undefined);
      },
      leave() {
        waiting.splice(waiting.indexOf(turns), 1);
        goOn();
      },
    };
  };
  const hold = (): (() => void) => {
    holds += 1;
    return () => {
      holds -= 1;
      goOn();
    };
  };
  return { join, hold, taken: () => taken };
};
