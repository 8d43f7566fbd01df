import type { Fault } from '../faults.ts';
import type { Turns } from '../turns.ts';

/** A decision that was committed, and when. */
export type Commit = { rotationId: string; batchId: string; turn: number };

type Attribute = { S?: string };
type Put = { Put?: { Item?: Record<string, Attribute> } };

/** Notes which decision a transaction writes, once it is written, whether or not anybody hears of it. */
export const noticesDecisions = (commits: Commit[], turns: Turns): Fault => ({
  operation: 'TransactWriteItems',
  at: 'attempt',
  act: async ({ input, proceed }) => {
    const output = await proceed();
    for (const { Put } of input['TransactItems'] as Put[]) {
      const { rotationId, batchId } = Put?.Item ?? {};
      if (rotationId?.S === undefined || batchId?.S === undefined) continue;
      commits.push({ rotationId: rotationId.S, batchId: batchId.S, turn: turns.taken() });
    }
    return output;
  },
});
