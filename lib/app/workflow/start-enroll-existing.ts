import { newEnroll } from '../../domain/job/enroll-job.ts';
import type { Job } from '../../domain/job/job.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { JobDeps } from '../jobs/job-deps.ts';
import { startJob } from '../jobs/start-job.ts';

/** Starts to enrol what matches a workflow already. */
export const startEnrollExisting = (
  deps: Pick<JobDeps, 'jobs' | 'queue' | 'now' | 'newSortableId'>,
  { id: workflowId, version: workflowVersion, objectType }: Workflow,
  actor: string,
): Promise<Job> =>
  startJob(
    deps,
    newEnroll({
      id: deps.newSortableId(),
      actor,
      objectTypes: [objectType],
      at: deps.now(),
      workflowId,
      workflowVersion,
    }),
  );
