import { shardCount } from '../shard.ts';
import { type Begin, begin, type Run } from './job.ts';
import type { Road } from './place.ts';

/** Enrolls the records that match a workflow already when it is switched on. `moved` counts those that it enrolled. */
export type EnrollJob = Run & { kind: 'enroll'; workflowId: string; workflowVersion: number };

/** An enrollment of what is there, at its beginning. How many records there are shows as it goes. */
export const newEnroll = ({
  workflowId,
  workflowVersion,
  ...run
}: Omit<Begin, 'total'> & Pick<EnrollJob, 'workflowId' | 'workflowVersion'>): EnrollJob => ({
  ...begin({ ...run, total: 1 }),
  kind: 'enroll',
  workflowId,
  workflowVersion,
});

/** It goes once through the shards of the object type: what comes to match meanwhile enrols by itself. */
export const enrollRoad: Road = { passes: 1, partitions: shardCount };
