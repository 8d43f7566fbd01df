import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ImportJobStore } from '../../app/ports/jobs.ts';
import type { ImportJob } from '../../domain/import/import.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { countChunk } from './count-chunk.ts';
import { importChanges } from './import-changes.ts';
import { fromJobItem, importKind, type JobKey, jobKey, toJobItem } from './job-item.ts';
import { listProblems } from './job-problems.ts';
import { chunkKey } from './marker-item.ts';

/** The imports in the table Jobs: item `job`, and one marker per chunk that has been counted. */
export const importJobStore = (dynamo: Dynamo, table: string): ImportJobStore => {
  const getItem = async (key: JobKey): Promise<Item | undefined> => {
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item;
  };
  const get = async (importId: string): Promise<ImportJob | undefined> => {
    const item = await getItem(jobKey(importId));
    return item?.['jobKind'] === importKind ? fromJobItem(item) : undefined;
  };
  const changes = importChanges(dynamo, table);
  return {
    ...changes,
    get,
    async list(page) {
      const { items, next } = await queryPage(dynamo, {
        ...page,
        table,
        index: 'byKind',
        partition: { name: 'jobKind', value: importKind },
        sort: { name: 'startedAs' },
        newestFirst: true,
      });
      const jobs = await Promise.all(items.map(({ jobId }) => get(String(jobId))));
      return { results: jobs.flatMap((job) => job ?? []), next };
    },
    async begin(job) {
      try {
        await dynamo.send(
          new PutCommand({
            TableName: table,
            Item: toJobItem(job),
            ConditionExpression: 'attribute_not_exists(jobId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return job;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
        return fromJobItem(unmarshall(error.Item));
      }
    },
    isCounted: async (importId, chunk) => (await getItem(chunkKey(importId, chunk))) !== undefined,
    count: (importId, report, at) => countChunk(dynamo, table, { importId, report, at }),
    async closeIfComplete(importId, at) {
      // Reading first spares the writes of all chunks but the last.
      const job = await get(importId);
      if (job?.state === 'PROCESSING' && job.doneChunks === job.totalChunks) await changes.close(job, at);
    },
    async problems(importId, page) {
      const job = await get(importId);
      return job === undefined
        ? { results: [], next: undefined }
        : listProblems(dynamo, table, { ...page, job });
    },
  };
};
