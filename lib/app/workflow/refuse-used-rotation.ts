import { Conflict } from '../../domain/errors.ts';
import { listed } from '../../domain/listed.ts';
import { rotationIdsOf } from '../../domain/workflow/all-actions.ts';
import type { WorkflowStore } from '../ports/workflows.ts';

/**
 * Refuses to delete a rotation that a workflow uses, switched on or not.
 *
 * @throws Conflict naming the workflows
 */
export const refuseUsedRotation = async (
  { workflows }: { workflows: Pick<WorkflowStore, 'all'> },
  rotationId: string,
): Promise<void> => {
  const using = (await workflows.all()).filter(({ actions }) => rotationIdsOf(actions).includes(rotationId));
  if (using.length === 0) return;
  const names = listed(using.map(({ name, id }) => `${name} (${id})`));
  const message = `Rotation ${rotationId} is used by ${using.length === 1 ? 'the workflow' : 'the workflows'} ${names}.`;
  throw new Conflict(message, [{ message, in: 'rotationId', code: 'ROTATION_IN_USE' }]);
};
