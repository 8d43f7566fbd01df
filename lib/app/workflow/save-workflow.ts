import { invalidField, NotFound, refuseAny } from '../../domain/errors.ts';
import { workflowProblems } from '../../domain/workflow/check-workflow.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { WorkflowStore } from '../ports/workflows.ts';
import { again, done, untilSettled } from '../retry.ts';
import { type NamedDeps, namedBy } from './named-by.ts';

export type WorkflowDeps = NamedDeps & {
  workflows: WorkflowStore;
  now: () => string;
  newId: () => string;
};

/** What a caller may say of a workflow. */
export type WorkflowFields = Pick<Workflow, 'name' | 'objectType' | 'enabled' | 'enrollment' | 'actions'>;

/** @throws NotFound if there is no such workflow, or it was deleted */
export const getWorkflow = async (
  { workflows }: { workflows: Pick<WorkflowStore, 'get'> },
  id: string,
): Promise<Workflow> => {
  const workflow = await workflows.get(id);
  if (workflow === undefined) throw new NotFound(`There is no workflow ${id}.`);
  return workflow;
};

const check = async (deps: NamedDeps, workflow: Workflow): Promise<void> =>
  refuseAny(workflowProblems(workflow, await namedBy(deps, workflow)));

/** Earlier than any write: whatever is found to match enrols, and what the stream still has to tell, too. */
const sinceEver = '';

/** Nothing enrols in a workflow that is switched off. */
const refuseOff = ({ enabled }: Pick<Workflow, 'enabled'>): void => {
  if (!enabled)
    throw invalidField(
      'enrollExisting',
      'Records enrol only in a workflow that is switched on.',
      'WORKFLOW_OFF',
    );
};

/**
 * Keeps a new workflow. If it is switched on it looks out for records from now on.
 *
 * @throws Invalid naming every field of it that cannot be so
 */
export const createWorkflow = async (
  deps: WorkflowDeps,
  { enrollExisting = false, ...fields }: WorkflowFields & { enrollExisting?: boolean },
): Promise<Workflow> => {
  if (enrollExisting) refuseOff(fields);
  const at = deps.now();
  const workflow: Workflow = {
    id: deps.newId(),
    ...fields,
    triggersSince: enrollExisting ? sinceEver : at,
    version: 1,
    deletedAt: null,
    createdAt: at,
    updatedAt: at,
  };
  await check(deps, workflow);
  return untilSettled(async () => {
    const named = { ...workflow, id: deps.newId() };
    if (await deps.workflows.create(named)) return done(named);
    // The same request may have made it before.
    const there = await deps.workflows.get(named.id);
    return there?.createdAt === at ? done(there) : again;
  });
};

/**
 * Changes the fields that are given. Records that have enrolled go on as the workflow was then.
 *
 * @param change.enrollExisting whether records that match already are to be enrolled, too; the job that does it is the caller's to start
 * @throws NotFound, Invalid naming every field that cannot be so; what is only renamed or switched off is not looked at again
 */
export const updateWorkflow = async (
  deps: WorkflowDeps,
  id: string,
  {
    enrollExisting = false,
    ...change
  }: Partial<Omit<WorkflowFields, 'objectType'>> & { enrollExisting?: boolean },
): Promise<Workflow> =>
  untilSettled(async () => {
    const before = await getWorkflow(deps, id);
    const at = deps.now();
    const switchedOn = change.enabled === true && !before.enabled;
    const triggersSince = enrollExisting ? sinceEver : switchedOn ? at : before.triggersSince;
    const after = { ...before, ...change, triggersSince, version: before.version + 1, updatedAt: at };
    if (enrollExisting) refuseOff(after);
    if (switchedOn || change.actions !== undefined || change.enrollment !== undefined)
      await check(deps, after);
    return (await deps.workflows.replace(before, after)) ? done(after) : again;
  });

/**
 * Deletes a workflow: nothing enrols any more, and records that have enrolled go on to its end.
 *
 * @throws NotFound if there is no such workflow
 */
export const deleteWorkflow = async (
  deps: Pick<WorkflowDeps, 'workflows' | 'now'>,
  id: string,
): Promise<void> =>
  untilSettled(async () => {
    const before = await getWorkflow(deps, id);
    const at = deps.now();
    const after = { ...before, enabled: false, version: before.version + 1, deletedAt: at, updatedAt: at };
    return (await deps.workflows.replace(before, after)) ? done(undefined) : again;
  });
