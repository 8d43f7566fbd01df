import { chunksOf } from '../../chunks-of.ts';
import { largestBatch, type Rotation } from '../../domain/rotation/rotation.ts';
import type { By } from '../actor.ts';
import type { QueuedBatch } from '../ports/rotations.ts';
import type { RotationDeps } from './rotation-deps.ts';

/** The most records of one request. */
export const largestEnrollment = 10_000;

/**
 * Puts records into the queue of a rotation, in the order given, a record that is named twice once. They are decided in
 * batches of up to {@link largestBatch}; this call does not wait for that. All of them carry one enrollment id, made here once,
 * so that whatever is delivered again is known again.
 */
export const enroll = async (
  deps: Pick<RotationDeps, 'queue' | 'newSortableId'>,
  rotation: Rotation,
  recordIds: readonly string[],
  by: By,
): Promise<{ batches: number; enrolled: number }> => {
  const enrollmentId = deps.newSortableId();
  const enrollments = [...new Set(recordIds)].map((recordId) => ({ recordId, enrollmentId }));
  const batches = chunksOf(enrollments, largestBatch).map(
    (batch, n): QueuedBatch => ({
      batchId: `${enrollmentId}-${String(n).padStart(4, '0')}`,
      rotationId: rotation.id,
      enrollments: batch,
      actor: by.actor,
      runId: enrollmentId,
    }),
  );
  await deps.queue.send(batches);
  return { batches: batches.length, enrolled: enrollments.length };
};
