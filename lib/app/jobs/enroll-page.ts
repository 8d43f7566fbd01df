import type { EnrollJob } from '../../domain/job/enroll-job.ts';
import { enrollRoad } from '../../domain/job/enroll-job.ts';
import { advance, largestPage } from '../../domain/job/progress.ts';
import type { WorkflowEnrollment } from '../../domain/workflow/enrollment.ts';
import { isMet, watch } from '../../domain/workflow/trigger.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import { again, done, type Try } from '../retry.ts';
import { beginEnrollments, runMessages } from '../workflow/begin-enrollments.ts';
import type { JobDeps } from './job-deps.ts';
import { readOn } from './read-on.ts';

type Matching = { ids: string[]; total: number; until: EnrollJob['place'] | undefined };

/** The next records of the object type, and which of them match as they are now. */
const nextMatching = async (deps: JobDeps, job: EnrollJob, workflow: Workflow): Promise<Matching> => {
  const { objectType } = workflow;
  const { found, until } = await readOn(job.place, {
    road: enrollRoad,
    limit: largestPage,
    read: ({ partition, after }, limit) =>
      deps.typed.page({ objectType, shard: partition }, { limit, after: after ?? undefined }),
    keyOf: (id) => id,
    together: () => true,
  });
  const records = await deps.records.getMany(
    objectType,
    found.map(({ item }) => item),
  );
  const watched = watch(workflow, await deps.properties.of(objectType));
  const ids = [...records.values()].filter((record) => isMet(watched, record)).map(({ id }) => id);
  return { ids, total: found.length, until };
};

const enrollAll = (
  deps: JobDeps,
  { id, actor }: EnrollJob,
  workflow: Workflow,
  recordIds: readonly string[],
): Promise<WorkflowEnrollment[]> =>
  beginEnrollments(
    deps,
    recordIds.map((recordId) => ({
      workflow,
      enrolling: { recordId, cause: id, by: 'EXISTING', actor, runId: id, hops: 1, stopped: null },
    })),
  );

/**
 * Enrolls those of the next records that match. The enrollments come first, each known by the job as its cause: a page that is worked on
 * twice finds them, sends them again, and is counted once.
 *
 * @returns the job after the page
 */
export const enrollPage = async (deps: JobDeps, job: EnrollJob): Promise<Try<EnrollJob>> => {
  const workflow = await deps.workflows.version(job.workflowId, job.workflowVersion);
  if (workflow === undefined) throw new Error(`Workflow ${job.workflowId} has no such version.`);
  const { ids, total, until } = await nextMatching(deps, job, workflow);
  const enrolled = await enrollAll(deps, job, workflow, ids);
  const messages = runMessages(enrolled);
  if (messages.length > 0) await deps.workflowQueue.send(messages);
  const skipped = { NOT_ENROLLED: total - enrolled.length };
  const after = advance(job, { moved: enrolled.length, skipped, until }, deps.now());
  return (await deps.jobs.save(job, after)) ? done(after) : again;
};
