import { type Job, newHandover } from '../../domain/job/job.ts';
import type { JobDeps } from './job-deps.ts';
import type { HandoverPlan } from './plan-handover.ts';
import { startJob } from './start-job.ts';

/** Starts a handover that has been planned; it is over at once if there is nothing to hand over. */
export const startHandover = (
  deps: Pick<JobDeps, 'jobs' | 'queue' | 'now' | 'newSortableId'>,
  { from, to, types, total }: HandoverPlan,
  actor: string,
): Promise<Job> => {
  const at = deps.now();
  return startJob(
    deps,
    newHandover({ id: deps.newSortableId(), actor, objectTypes: types, total, at, from, to }),
  );
};
