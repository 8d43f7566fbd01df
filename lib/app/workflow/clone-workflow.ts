import { Conflict } from '../../domain/errors.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import { newStandings } from '../../domain/rotation/standings.ts';
import { rotationIdsOf } from '../../domain/workflow/all-actions.ts';
import { cloneRotation, cloneWorkflow, copyName } from '../../domain/workflow/clone.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import { hashOf, shortIdOf } from '../derived-id.ts';
import type { OwnerStore, SettingsStore } from '../ports/directory.ts';
import type { RotationStore } from '../ports/rotations.ts';
import { type ClonedWorkflows, mostClonedRotations, type WorkflowStore } from '../ports/workflows.ts';
import { again, done, untilSettled } from '../retry.ts';
import { memberIdsNow } from '../rotation/members-now.ts';
import { getWorkflow, type WorkflowDeps } from './save-workflow.ts';

export type CloneDeps = Pick<WorkflowDeps, 'now' | 'newId'> & {
  workflows: Pick<WorkflowStore, 'get'>;
  clones: ClonedWorkflows;
  rotations: Pick<RotationStore, 'get'>;
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

/** Nothing is copied in parts, so there is an end to what can be copied. */
const refuseTooMany = ({ id }: Workflow, rotations: readonly Rotation[]): void => {
  if (rotations.length <= mostClonedRotations) return;
  const message = `Workflow ${id} comes to ${rotations.length} rotations, fallbacks included; ${mostClonedRotations} can be copied.`;
  throw new Conflict(message, [{ message, in: 'workflowId', code: 'TOO_MANY_ROTATIONS' }]);
};

/**
 * Copies a workflow, switched off, with rotations of its own that begin with nobody having got anything. Those that its rotations fall
 * back upon are copied, too. All of it is kept together or nothing.
 *
 * @param name what the copy is called; the name of the original with "(copy)" behind it, if not said
 * @throws NotFound if there is no such workflow, Conflict if it comes to more rotations than can be copied
 */
export const copyWorkflow = (deps: CloneDeps, id: string, name?: string): Promise<Workflow> =>
  untilSettled(async () => {
    const [copyId, at] = [deps.newId(), deps.now()];
    // The same request may have made it before, whatever became of the original since.
    const there = await deps.workflows.get(copyId);
    if (there?.createdAt === at) return done(there);
    const workflow = await getWorkflow(deps, id);
    const originals = await rotationsOf(deps, workflow);
    refuseTooMany(workflow, originals);
    const rotationIds = new Map(
      originals.map((original) => [original.id, shortIdOf(hashOf([copyId, original.id]))]),
    );
    const rotations = await Promise.all(
      originals.map(async (original) => {
        const rotation = cloneRotation(original, { id: rotationIds.get(original.id) ?? '', rotationIds, at });
        return { rotation, standings: newStandings(rotation.id, await memberIdsNow(deps, rotation, at)) };
      }),
    );
    const called = name ?? copyName(workflow.name);
    const copy = cloneWorkflow(workflow, { id: copyId, name: called, rotationIds, at });
    return (await deps.clones.create(copy, rotations)) ? done(copy) : again;
  });
