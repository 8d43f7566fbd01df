import type { RotationLedger, RotationQueue } from '../ports/rotations.ts';
import { nextOf } from './held.ts';
import { type RotateDeps, rotate } from './rotate.ts';

export type RetryHeldDeps = RotateDeps & { ledger: Pick<RotationLedger, 'held'> };

/** As many as fit well into the time of one message; the next minute brings another. */
const mostAtOnce = 200;

/**
 * Tries again everything that a rotation holds, those first that have waited longest. Once nobody is eligible for one, the others
 * that may still wait are left alone.
 *
 * @returns how many decisions that led to
 */
export const retryHeld = async (deps: RetryHeldDeps, rotationId: string): Promise<number> => {
  let nobody = false;
  let decided = 0;
  for (const held of await deps.ledger.held(rotationId, mostAtOnce)) {
    if (nobody && held.until > deps.now()) continue;
    const { outcome } = await rotate(deps, nextOf(held), held);
    if (outcome === 'STILL_HELD') nobody = true;
    else decided += 1;
  }
  return decided;
};

/** Has every rotation that holds something try again: what only the time has changed, nobody else tells it. */
export const retryEverythingHeld = async (deps: {
  ledger: Pick<RotationLedger, 'rotationsThatHold'>;
  queue: Pick<RotationQueue, 'retryHeld'>;
}): Promise<string[]> => {
  const rotationIds = await deps.ledger.rotationsThatHold();
  if (rotationIds.length > 0) await deps.queue.retryHeld(rotationIds);
  return rotationIds;
};
