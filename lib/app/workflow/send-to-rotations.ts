import { createHash } from 'node:crypto';
import { chunksOf } from '../../chunks-of.ts';
import type { BatchOrigin } from '../../domain/rotation/batch.ts';
import { largestBatch } from '../../domain/rotation/rotation.ts';
import type { WorkflowEnrollment } from '../../domain/workflow/enrollment.ts';
import type { QueuedBatch, RotationQueue } from '../ports/rotations.ts';

type Waiting = WorkflowEnrollment & { rotation: NonNullable<WorkflowEnrollment['rotation']> };

const isWaiting = (enrollment: WorkflowEnrollment): enrollment is Waiting =>
  enrollment.state === 'ROTATING' && enrollment.rotation !== null;

/** What one batch has in common. */
const togetherOf = ({ rotation, workflowId }: Waiting): string => `${rotation.rotationId} ${workflowId}`;

/** A rotation decides a record once per batch, so that a second enrollment of it has to go with another one. */
const onePerRecord = (waiting: readonly Waiting[]): Waiting[][] => {
  const rounds: Waiting[][] = [];
  const seen = new Map<string, number>();
  for (const enrollment of waiting) {
    const round = seen.get(enrollment.recordId) ?? 0;
    seen.set(enrollment.recordId, round + 1);
    rounds[round] = [...(rounds[round] ?? []), enrollment];
  }
  return rounds;
};

const digest = (ids: readonly string[]): string =>
  createHash('sha256').update(ids.join()).digest('hex').slice(0, 16);

const originOf = ({ id, hops, actor, runId }: Waiting): BatchOrigin => ({
  enrollmentId: id,
  hops,
  actor,
  runId,
});

const batchOf = (waiting: readonly Waiting[]): QueuedBatch[] => {
  const [first] = waiting;
  if (first === undefined) return [];
  const enrollments = waiting.map(({ recordId, rotation }) => {
    return { recordId, enrollmentId: rotation.enrollmentId };
  });
  const ids = enrollments.map(({ enrollmentId }) => enrollmentId);
  const batchId = `${ids.toSorted().at(-1)}-${digest(ids)}`;
  const origins = Object.fromEntries(waiting.map((each) => [each.recordId, originOf(each)]));
  return [
    {
      batchId,
      rotationId: first.rotation.rotationId,
      enrollments,
      actor: first.actor,
      runId: batchId,
      workflow: { id: first.workflowId, origins },
    },
  ];
};

/**
 * Sends enrollments that wait for a rotation to it, in batches of up to {@link largestBatch}. The same enrollments make the same
 * batch, which is known by its id when it comes again; in another batch each is known by its place in the rotation.
 */
export const sendToRotations = async (
  { rotationQueue }: { rotationQueue: Pick<RotationQueue, 'send'> },
  enrollments: readonly WorkflowEnrollment[],
): Promise<void> => {
  const groups = Map.groupBy(enrollments.filter(isWaiting), togetherOf);
  const batches = [...groups.values()]
    .flatMap((waiting) => onePerRecord(waiting.toSorted((a, b) => (a.id < b.id ? -1 : 1))))
    .flatMap((round) => chunksOf(round, largestBatch))
    .flatMap(batchOf);
  if (batches.length > 0) await rotationQueue.send(batches);
};
