import { type Apply, isUnderWay } from '../../domain/import/apply.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { startNext, verifyNext } from './apply-steps.ts';
import { isReady } from './read-rows.ts';

/**
 * Goes on with the applying of a dry run, step by step, each kept as it is done: comparing writes nothing, and a chunk that is handed
 * out twice is counted once, so whoever dies is followed by anybody. When time is short the rest goes to the queue.
 *
 * @param isShort whether no further step is to be begun
 * @returns how far it is: at its end, or on its way to the next who goes on
 * @throws Error if nobody has asked for it
 */
export const runApply = async (deps: ApplyDeps, dryRunId: string, isShort: () => boolean): Promise<Apply> => {
  const dryRun = await deps.imports.get(dryRunId);
  if (dryRun === undefined || !isReady(dryRun)) throw new Error(`There is no dry run ${dryRunId}.`);
  for (;;) {
    const apply = await deps.applies.get(dryRunId);
    if (apply === undefined) throw new Error(`Nobody applies dry run ${dryRunId}.`);
    if (!isUnderWay(apply)) return apply;
    if (isShort()) {
      await deps.applyQueue.send(dryRunId);
      return apply;
    }
    const step = await (apply.state === 'VERIFYING' ? verifyNext : startNext)(deps, dryRun, apply);
    // If somebody else has taken the step meanwhile, theirs stands.
    await deps.applies.save({ ...apply, ...step, updatedAt: deps.now(), version: apply.version + 1 });
  }
};
