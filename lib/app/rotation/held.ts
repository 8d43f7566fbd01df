import type { Decision } from '../../domain/rotation/decision.ts';
import { largestBatch } from '../../domain/rotation/rotation.ts';
import type { HeldBatch, HeldChange, QueuedBatch } from '../ports/rotations.ts';

/** What is held takes one item more of the transaction than a batch that comes from the queue. */
const largestHeldBatch = largestBatch - 1;

const workflowOf = ({ workflow }: Pick<HeldBatch, 'workflow'>) =>
  workflow === undefined ? {} : { workflow };

/** What of a held batch is decided next, as a batch. Its id follows from the round, so that it is decided once. */
export const nextOf = (held: HeldBatch): QueuedBatch => ({
  batchId: `${held.heldId}.${held.round}`,
  rotationId: held.rotationId,
  enrollments: held.enrollments.slice(0, largestHeldBatch),
  heldUntil: held.until,
  actor: held.actor,
  runId: held.runId,
  ...workflowOf(held),
});

/** What stays held when the next part has been decided and nothing of that part goes on being held. */
const restOf = (held: HeldBatch): HeldBatch | undefined => {
  const enrollments = held.enrollments.slice(largestHeldBatch);
  return enrollments.length === 0 ? undefined : { ...held, round: held.round + 1, enrollments };
};

/** What is held once a decision about a part of it, or about a batch that was not held before, is done with. */
const after = (
  batch: QueuedBatch,
  { leftOver }: Decision,
  before: HeldBatch | undefined,
): HeldBatch | undefined => {
  if (leftOver?.to !== 'HOLD') return before === undefined ? undefined : restOf(before);
  const { rotationId, actor, runId } = batch;
  const { until, enrollments } = leftOver;
  const beyond = before === undefined ? [] : (restOf(before)?.enrollments ?? []);
  return {
    rotationId,
    heldId: before?.heldId ?? batch.batchId,
    round: (before?.round ?? 0) + 1,
    until,
    enrollments: [...enrollments, ...beyond],
    actor,
    runId,
    ...workflowOf(batch),
  };
};

/**
 * Whether what was held stays as it was until somebody else has heard of the decision: the rotation to which records are passed on, or
 * the workflow that they come from. Until then it is the reminder to tell them, if the worker dies before.
 */
const remindsOf = (batch: QueuedBatch, { leftOver }: Decision): boolean =>
  leftOver?.to === 'ROTATION' || batch.workflow !== undefined;

/**
 * What a decision changes in what is held, together with its commit; undefined if nothing.
 *
 * @param before where the batch comes from, if it was held
 */
export const heldWithCommit = (
  batch: QueuedBatch,
  decision: Decision,
  before: HeldBatch | undefined,
): HeldChange | undefined => {
  if (before === undefined) {
    const held = after(batch, decision, before);
    return held === undefined ? undefined : { before, after: held };
  }
  return remindsOf(batch, decision) ? undefined : { before, after: after(batch, decision, before) };
};

/** What is to be changed in what is held once everybody has heard of a decision; undefined if that is done already. */
export const heldAfterwards = (
  batch: QueuedBatch,
  decision: Decision,
  before: HeldBatch | undefined,
): (HeldChange & { before: HeldBatch }) | undefined =>
  before !== undefined && remindsOf(batch, decision)
    ? { before, after: after(batch, decision, before) }
    : undefined;
