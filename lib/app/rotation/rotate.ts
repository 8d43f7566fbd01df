import type { Decision } from '../../domain/rotation/decision.ts';
import { noRotation, outcomesOf } from '../../domain/workflow/rotation-outcome.ts';
import type { HeldBatch, QueuedBatch, RotationLedger, RotationQueue } from '../ports/rotations.ts';
import type { WorkflowQueue } from '../ports/workflows.ts';
import { again, done, type Patience, type Try, untilSettled } from '../retry.ts';
import { heldAfterwards, heldWithCommit } from './held.ts';
import { tellWorkflow } from './tell-workflow.ts';
import { type WeighDeps, weigh } from './weigh.ts';

/**
 * Some ten seconds in all. A message that is given up comes again only after minutes; a table that takes no more this second mostly
 * does the next.
 */
const patienceOfWorker: Patience = { attempts: 24, ceilingMs: 1_000 };

export type RotateDeps = WeighDeps & {
  patience?: Patience;
  ledger: Pick<RotationLedger, 'commit' | 'changeHeld'>;
  queue: Pick<RotationQueue, 'send'>;
  workflowQueue: WorkflowQueue;
};

/**
 * What a batch came to: `DECIDED_BEFORE` when an earlier delivery had done it already, `STILL_HELD` when nobody has become eligible
 * for what was held. The counts are those of this call.
 */
export type Rotated = {
  outcome: 'DECIDED' | 'DECIDED_BEFORE' | 'STILL_HELD' | 'NO_SUCH_ROTATION';
  picked: number;
  skipped: number;
};

type Settled =
  | { outcome: 'DECIDED' | 'DECIDED_BEFORE'; decision: Decision }
  | { outcome: 'STILL_HELD' | 'NO_SUCH_ROTATION' };

/** Whether a decision leaves everything as it is: all that was held goes on being held. */
const changesNothing = ({ picks, skipped, leftOver }: Decision): boolean =>
  picks.length === 0 && skipped.length === 0 && leftOver?.to === 'HOLD';

const tryOnce = async (
  deps: RotateDeps,
  batch: QueuedBatch,
  held: HeldBatch | undefined,
): Promise<Try<Settled>> => {
  const weighed = await weigh(deps, batch);
  if (weighed.outcome !== 'TO_COMMIT') return done(weighed);
  const { commit } = weighed;
  const { decision } = commit;
  if (held !== undefined && changesNothing(decision)) return done({ outcome: 'STILL_HELD' });
  const result = await deps.ledger.commit({ ...commit, held: heldWithCommit(batch, decision, held) });
  // Decided by somebody else meanwhile: their decision is read, since there may be something to pass on.
  return result === 'COMMITTED' ? done({ outcome: 'DECIDED', decision }) : again;
};

/**
 * Sends the records that nobody was left for to the rotation which the decision names. A second delivery sends them again: over
 * there they are known by the batch and by their enrollments.
 */
const passOn = async (deps: RotateDeps, batch: QueuedBatch, { leftOver }: Decision): Promise<void> => {
  if (leftOver?.to !== 'ROTATION') return;
  const { rotationId, thenTry, enrollments } = leftOver;
  const through = [batch.rotationId, ...(batch.forwarded?.through ?? [])];
  const { heldUntil: _waitedEnough, ...rest } = batch;
  await deps.queue.send([{ ...rest, rotationId, enrollments, forwarded: { thenTry, through } }]);
};

/** Tells everybody whom a decision concerns besides its records, and only then lets go of what was held. */
const spread = async (
  deps: RotateDeps,
  batch: QueuedBatch,
  decision: Decision,
  held: HeldBatch | undefined,
): Promise<void> => {
  await passOn(deps, batch, decision);
  await tellWorkflow(deps, batch, outcomesOf(decision));
  const change = heldAfterwards(batch, decision, held);
  if (change !== undefined) await deps.ledger.changeHeld(change);
};

/**
 * Reads what the batch is to be decided on, decides it, and commits the decision with its records in one transaction. If
 * anything that it rests on has moved meanwhile, nothing was written and it is decided anew.
 *
 * @param held where the batch comes from, if it is one that was held
 * @throws Conflict if others kept writing in between; the message is then to be delivered again
 */
export const rotate = async (deps: RotateDeps, batch: QueuedBatch, held?: HeldBatch): Promise<Rotated> => {
  const settled = await untilSettled(() => tryOnce(deps, batch, held), deps.patience ?? patienceOfWorker);
  if ('decision' in settled) await spread(deps, batch, settled.decision, held);
  if (settled.outcome === 'NO_SUCH_ROTATION') await tellWorkflow(deps, batch, noRotation(batch));
  if (settled.outcome !== 'DECIDED') return { outcome: settled.outcome, picked: 0, skipped: 0 };
  const { picks, skipped } = settled.decision;
  return { outcome: 'DECIDED', picked: picks.length, skipped: skipped.length };
};
