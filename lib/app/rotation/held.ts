import type { Decision } from '../../domain/rotation/decision.ts';
import { largestBatch } from '../../domain/rotation/rotation.ts';
import type { HeldBatch, HeldChange, QueuedBatch } from '../ports/rotations.ts';

/** What is held takes one item more of the transaction than a batch that comes from the queue. */
const largestHeldBatch = largestBatch - 1;

/** What of a held batch is decided next, as a batch. Its id follows from the round, so that it is decided once. */
export const nextOf = (held: HeldBatch): QueuedBatch => ({
  batchId: `${held.heldId}.${held.round}`,
  rotationId: held.rotationId,
  enrollments: held.enrollments.slice(0, largestHeldBatch),
  heldUntil: held.until,
  actor: held.actor,
  runId: held.runId,
});

/** What stays held when the next part has been decided and nothing of that part goes on being held. */
export const restOf = (held: HeldBatch): HeldBatch | undefined => {
  const enrollments = held.enrollments.slice(largestHeldBatch);
  return enrollments.length === 0 ? undefined : { ...held, round: held.round + 1, enrollments };
};

/**
 * What a decision changes in what is held; undefined if nothing. A decision that forwards leaves it as it was until the records
 * are on their way.
 *
 * @param before where the batch comes from, if it was held
 */
export const heldAfter = (
  batch: QueuedBatch,
  { leftOver }: Decision,
  before: HeldBatch | undefined,
): HeldChange | undefined => {
  if (leftOver?.to !== 'HOLD') {
    return before === undefined || leftOver?.to === 'ROTATION'
      ? undefined
      : { before, after: restOf(before) };
  }
  const { rotationId, actor, runId } = batch;
  const { until, enrollments } = leftOver;
  const beyond = before === undefined ? [] : (restOf(before)?.enrollments ?? []);
  return {
    before,
    after: {
      rotationId,
      heldId: before?.heldId ?? batch.batchId,
      round: (before?.round ?? 0) + 1,
      until,
      enrollments: [...enrollments, ...beyond],
      actor,
      runId,
    },
  };
};
