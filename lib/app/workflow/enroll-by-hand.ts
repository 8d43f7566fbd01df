import { chunksOf } from '../../chunks-of.ts';
import { Conflict } from '../../domain/errors.ts';
import { largestBatch } from '../../domain/rotation/rotation.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { WorkflowMessage, WorkflowQueue } from '../ports/workflows.ts';

/**
 * Enrolls records whether or not they match, in the order given, a record that is named twice once. This call does not wait for that.
 * A record that has been enrolled before is passed over, unless the workflow enrolls again.
 *
 * @returns how many records were asked for
 * @throws Conflict if the workflow is switched off
 */
export const enrollByHand = async (
  deps: { workflowQueue: WorkflowQueue; newSortableId: () => string },
  { id, version, enabled }: Workflow,
  recordIds: readonly string[],
  actor: string,
): Promise<{ requested: number }> => {
  if (!enabled) {
    const message = `Workflow ${id} is switched off; switch it on first.`;
    throw new Conflict(message, [{ message, in: 'workflowId', code: 'WORKFLOW_OFF' }]);
  }
  const cause = deps.newSortableId();
  const distinct = [...new Set(recordIds)];
  const together = { cause, by: 'MANUAL', actor, runId: cause, hops: 1, stopped: null } as const;
  await deps.workflowQueue.send(
    chunksOf(distinct, largestBatch).map((some): WorkflowMessage => {
      return { workflowId: id, version, enroll: { recordIds: some, ...together } };
    }),
  );
  return { requested: distinct.length };
};
