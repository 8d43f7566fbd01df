import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Selections } from '../../app/ports/selections.ts';
import { type AssignJob, type AssignResult, resultOfRest } from '../../domain/job/assign-job.ts';
import { partPosition } from '../../domain/page-position.ts';
import { batchPut } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryAll } from '../query.ts';
import { fromIdsItem, fromResultsItem, idsKey, resultsPrefix, toIdsItem } from './selection-item.ts';

/** Keeping the ids of a job, for whoever starts one. */
export const selectionKeeper = (dynamo: Dynamo, table: string): Pick<Selections, 'keep'> => ({
  keep: (jobId, pages) =>
    batchPut(
      dynamo,
      table,
      pages.map((ids, page) => toIdsItem(jobId, page, ids)),
    ),
});

/**
 * The ids of jobs and what became of them, in the table Jobs beside the job: `ids#<page>`, and `results#<page>#<n>` for those
 * that begin at the n-th of the page.
 */
export const selectionStore = (dynamo: Dynamo, table: string): Selections => {
  const ids = async (jobId: string, page: number): Promise<string[]> => {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: idsKey(jobId, page), ConsistentRead: true }),
    );
    if (Item === undefined) throw new Error(`Job ${jobId} has no page ${page}.`);
    return fromIdsItem(Item);
  };
  const resultsOfPage = async (job: AssignJob, page: number): Promise<AssignResult[]> => {
    const [all, items] = await Promise.all([
      ids(job.id, page),
      queryAll(dynamo, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'jobId = :jobId AND begins_with(#item, :prefix)',
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: { ':jobId': job.id, ':prefix': resultsPrefix(page) },
      }),
    ]);
    const found = items.flatMap((item) => fromResultsItem(item).results);
    const rest = job.state === 'RUNNING' ? [] : all.slice(found.length);
    return [...found, ...rest.map((recordId) => resultOfRest(job, recordId))];
  };
  return {
    ...selectionKeeper(dynamo, table),
    ids,
    async results(job, { limit, after }) {
      const from = partPosition(after);
      const found: { place: string; result: AssignResult }[] = [];
      for (let page = from.part; page < job.pages && found.length <= limit; page++) {
        const results = await resultsOfPage(job, page);
        // So far the job has come.
        if (results.length === 0) break;
        found.push(
          ...results
            .map((result, n) => ({ place: `${page}.${n}`, result, n }))
            .filter(({ n }) => page > from.part || n > from.n),
        );
      }
      const shown = found.slice(0, limit);
      return {
        results: shown.map(({ result }) => result),
        next: found.length > limit ? shown.at(-1)?.place : undefined,
      };
    },
  };
};
