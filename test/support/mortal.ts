import type { Draw } from '../../lib/domain/rotation/random.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import type { TestDynamo } from './dynamo.ts';
import { cancels, withFaults } from './faults.ts';
import { killed } from './hazards.ts';

/** Makes a call that is not to the tables: to a queue, or a topic. */
export type Around = <T>(call: () => Promise<T>) => Promise<T>;

/** Whoever works on a delivery: with this client, and with their other calls made like this. */
export type Worker = { client: Dynamo; around: Around };

const plainly: Around = (call) => call();

/** A worker whom nothing befalls. */
export const immortal = ({ client }: TestDynamo): Worker => ({ client, around: plainly });

/** One worker who may be killed before or after any call that they make, one time in so many, and of whose transactions some are cancelled. */
export const mortal = (dynamo: TestDynamo, draw: Draw, oneIn: number): Worker => {
  let dead = false;
  const around: Around = async (call) => {
    if (dead) throw killed();
    const fate = draw(oneIn);
    if (fate === 0) {
      dead = true;
      throw killed();
    }
    const answer = await call();
    if (fate === 1) {
      dead = true;
      throw killed();
    }
    return answer;
  };
  const busy = { ...cancels(['TransactionConflict']), when: () => draw(oneIn) === 0 };
  return { client: withFaults(dynamo, { act: ({ proceed }) => around(() => proceed()) }, busy), around };
};
