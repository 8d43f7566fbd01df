import { chunksOf } from '../../chunks-of.ts';
import { largestBatch } from '../../domain/rotation/rotation.ts';
import type { ToldOutcome } from '../../domain/workflow/rotation-outcome.ts';
import type { QueuedBatch } from '../ports/rotations.ts';
import type { WorkflowQueue } from '../ports/workflows.ts';

/**
 * Lets the workflow that a batch comes from go on with what became of its records. A second delivery tells it again; there it is known
 * by the enrollment's place in the rotation.
 */
export const tellWorkflow = async (
  { workflowQueue }: { workflowQueue: WorkflowQueue },
  { workflow }: Pick<QueuedBatch, 'workflow'>,
  outcomes: readonly ToldOutcome[],
): Promise<void> => {
  if (workflow === undefined || outcomes.length === 0) return;
  const told = outcomes.flatMap((outcome) => {
    const workflowEnrollmentId = workflow.origins[outcome.recordId]?.enrollmentId;
    return workflowEnrollmentId === undefined ? [] : [{ ...outcome, workflowEnrollmentId }];
  });
  const { id: workflowId } = workflow;
  await workflowQueue.send(chunksOf(told, largestBatch).map((some) => ({ workflowId, told: some })));
};
