import type { Page, PageRequest } from '../../app/ports/directory.ts';
import { allShards } from '../../domain/shard.ts';
import type { WorkflowEnrollment } from '../../domain/workflow/enrollment.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { startedAs, workflowPartition } from './enrollment-item.ts';

type Listing = PageRequest & {
  table: string;
  workflowId: string;
  getMany: (ids: readonly string[]) => Promise<Map<string, WorkflowEnrollment>>;
};

/** One page of a workflow's enrollments, newest first: each shard of the index gives its next, the newest of all are read in full. */
export const listEnrollments = async (
  dynamo: Dynamo,
  { table, workflowId, limit, after, getMany }: Listing,
): Promise<Page<WorkflowEnrollment>> => {
  const pages = await Promise.all(
    allShards.map((shard) =>
      queryPage(dynamo, {
        table,
        index: 'byWorkflow',
        partition: { name: 'workflowShard', value: workflowPartition(workflowId, shard) },
        sort: { name: 'startedAs' },
        newestFirst: true,
        limit,
        after,
      }),
    ),
  );
  const found = pages.flatMap(({ items }) =>
    items.map((item) => ({ id: String(item['enrollmentId']), place: String(item['startedAs']) })),
  );
  const shown = found.sort((a, b) => (a.place < b.place ? 1 : -1)).slice(0, limit);
  const more = found.length > limit || pages.some(({ next }) => next !== undefined);
  const enrollments = await getMany(shown.map(({ id }) => id));
  const results = shown.flatMap(({ id }) => enrollments.get(id) ?? []);
  const last = results.at(-1);
  return { results, next: more && last !== undefined ? startedAs(last) : undefined };
};
