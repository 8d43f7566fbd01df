import type { Rotation } from '../../domain/rotation/rotation.ts';
import { newStandings } from '../../domain/rotation/standings.ts';
import { rotationIdsOf } from '../../domain/workflow/all-actions.ts';
import { cloneRotation, cloneWorkflow, copyName } from '../../domain/workflow/clone.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { OwnerStore, SettingsStore } from '../ports/directory.ts';
import type { RotationStore } from '../ports/rotations.ts';
import { memberIdsNow } from '../rotation/members-now.ts';
import { getWorkflow, type WorkflowDeps } from './save-workflow.ts';

export type CloneDeps = Pick<WorkflowDeps, 'workflows' | 'now' | 'newId'> & {
  rotations: Pick<RotationStore, 'get' | 'create'>;
  owners: Pick<OwnerStore, 'all'>;
  settings: Pick<SettingsStore, 'get'>;
};

/** The rotations that records of a workflow may come to, by way of others, too; those that are deleted are none. */
const rotationsOf = async ({ rotations }: CloneDeps, workflow: Workflow): Promise<Rotation[]> => {
  const found = new Map<string, Rotation>();
  let next = rotationIdsOf(workflow.actions);
  while (next.length > 0) {
    const read = await Promise.all(next.map((id) => rotations.get(id)));
    const live = read.flatMap((each) => (each === undefined || each.deletedAt !== null ? [] : [each]));
    for (const rotation of live) found.set(rotation.id, rotation);
    const onward = live.flatMap(({ fallback }) =>
      fallback.flatMap((step) => ('rotationId' in step ? step.rotationId : [])),
    );
    next = [...new Set(onward)].filter((id) => !found.has(id));
  }
  return [...found.values()];
};

/**
 * Copies a workflow, switched off, with rotations of its own that begin with nobody having got anything. Those that its rotations fall
 * back upon are copied, too. If this ends in between, there are rotations that nothing uses.
 *
 * @param name what the copy is called; the name of the original with "(copy)" behind it, if not said
 * @throws NotFound if there is no such workflow
 */
export const copyWorkflow = async (deps: CloneDeps, id: string, name?: string): Promise<Workflow> => {
  const workflow = await getWorkflow(deps, id);
  const rotations = await rotationsOf(deps, workflow);
  const rotationIds = new Map(rotations.map((rotation) => [rotation.id, deps.newId()]));
  const at = deps.now();
  for (const original of rotations) {
    const copy = cloneRotation(original, { id: rotationIds.get(original.id) ?? '', rotationIds, at });
    const standings = newStandings(copy.id, await memberIdsNow(deps, copy, at));
    if (!(await deps.rotations.create(copy, standings, []))) throw new Error(`Rotation ${copy.id} is taken.`);
  }
  const clone = cloneWorkflow(workflow, {
    id: deps.newId(),
    name: name ?? copyName(workflow.name),
    rotationIds,
    at,
  });
  if (!(await deps.workflows.create(clone))) throw new Error(`Workflow ${clone.id} is taken.`);
  return clone;
};
