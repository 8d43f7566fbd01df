import type { ObjectType } from '../../domain/object-type.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import { causeOfWrite, type Enrolling } from '../../domain/workflow/enrollment.ts';
import { workflowRunOf } from '../../domain/workflow/run-id.ts';
import { hopsTo, type RecordChange, triggerOf, type Watch, watch } from '../../domain/workflow/trigger.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { WorkflowQueue, WorkflowStore } from '../ports/workflows.ts';
import { type BeginDeps, beginEnrollments, runMessages, type ToEnroll } from './begin-enrollments.ts';

export type EnrollChangesDeps = BeginDeps & {
  workflows: Pick<WorkflowStore, 'all'>;
  properties: PropertyCatalog;
  workflowQueue: WorkflowQueue;
};

const enrollingBy = ({ after }: RecordChange, { id }: Workflow, isStopped: boolean): Enrolling => {
  const { lastWrite, id: recordId, version } = after;
  return {
    recordId,
    cause: causeOfWrite(version),
    by: 'TRIGGER',
    actor: lastWrite.actor,
    // What an import or a request wrote together is one run of the workflow, too, but not a part of that import.
    runId: workflowRunOf(id, lastWrite.runId ?? lastWrite.id),
    hops: hopsTo(after) + 1,
    stopped: isStopped ? 'TOO_MANY_HOPS' : null,
  };
};

const setsOf = async (
  { properties }: EnrollChangesDeps,
  workflows: readonly Workflow[],
): Promise<Map<ObjectType, PropertySet>> => {
  const types = [...new Set(workflows.map(({ objectType }) => objectType))];
  return new Map(await Promise.all(types.map(async (type) => [type, await properties.of(type)] as const)));
};

const watching = async (deps: EnrollChangesDeps, changes: readonly RecordChange[]): Promise<Watch[]> => {
  const types = new Set(changes.map(({ after }) => after.objectType));
  const workflows = (await deps.workflows.all()).filter(
    ({ enabled, objectType }) => enabled && types.has(objectType),
  );
  const sets = await setsOf(deps, workflows);
  return workflows.flatMap((workflow) => {
    const set = sets.get(workflow.objectType);
    return set === undefined ? [] : [watch(workflow, set)];
  });
};

/**
 * Enrols the records that these writes make match a workflow, and sends them on their way. Workflows are read anew for each batch of
 * writes, and consistently: one that is switched on sees every write from then on. The same batch again finds what it enrolled and
 * sends it again.
 *
 * @returns how many these writes have enrolled, now or at an earlier delivery, and how many go no further since they have gone in circles
 */
export const enrollChanges = async (
  deps: EnrollChangesDeps,
  changes: readonly RecordChange[],
): Promise<{ enrolled: number; stopped: number }> => {
  if (changes.length === 0) return { enrolled: 0, stopped: 0 };
  const watches = await watching(deps, changes);
  const found = changes.flatMap((change) =>
    watches.flatMap((watched): ToEnroll[] => {
      const trigger = triggerOf(watched, change);
      const { workflow } = watched;
      const isStopped = trigger === 'TOO_MANY_HOPS';
      return trigger === 'NO' ? [] : [{ workflow, enrolling: enrollingBy(change, workflow, isStopped) }];
    }),
  );
  const begun = await beginEnrollments(deps, found);
  const stopped = found.filter(({ enrolling }) => enrolling.stopped !== null).length;
  const messages = runMessages(begun);
  if (messages.length > 0) await deps.workflowQueue.send(messages);
  return { enrolled: begun.length - stopped, stopped };
};
