import type { Fallback, Rotation } from '../rotation/rotation.ts';
import type { Action, Workflow } from './workflow.ts';

const longestName = 200;

/** The name of a copy. */
export const copyName = (name: string): string => `${name.slice(0, longestName - 7)} (copy)`;

const withOtherRotations = (actions: readonly Action[], idOf: (id: string) => string): Action[] =>
  actions.map((action) => {
    if (action.type === 'rotate') return { ...action, rotationId: idOf(action.rotationId) };
    if (action.type !== 'branch') return action;
    return {
      ...action,
      branches: action.branches.map((branch) => ({
        ...branch,
        actions: withOtherRotations(branch.actions, idOf),
      })),
      otherwise: withOtherRotations(action.otherwise, idOf),
    };
  });

/** A copy of a workflow, switched off, with its own rotations instead of those it was copied with. */
export const cloneWorkflow = (
  workflow: Workflow,
  {
    id,
    name,
    rotationIds,
    at,
  }: { id: string; name: string; rotationIds: ReadonlyMap<string, string>; at: string },
): Workflow => ({
  ...workflow,
  id,
  name,
  enabled: false,
  actions: withOtherRotations(workflow.actions, (old) => rotationIds.get(old) ?? old),
  triggersSince: at,
  version: 1,
  createdAt: at,
  updatedAt: at,
});

/** A copy of a rotation as it is set up, whose fallbacks are copies, too; its counts are its own. */
export const cloneRotation = (
  rotation: Rotation,
  { id, rotationIds, at }: { id: string; rotationIds: ReadonlyMap<string, string>; at: string },
): Rotation => ({
  ...rotation,
  id,
  name: copyName(rotation.name),
  fallback: rotation.fallback.map(
    (step): Fallback =>
      'rotationId' in step ? { rotationId: rotationIds.get(step.rotationId) ?? step.rotationId } : step,
  ),
  version: 1,
  deletedAt: null,
  createdAt: at,
  updatedAt: at,
});
