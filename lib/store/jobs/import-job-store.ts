import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ImportJobStore } from '../../app/ports/jobs.ts';
import type { ImportJob } from '../../domain/import/import.ts';
import { pauseBefore } from '../../pause.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { countChunk } from './count-chunk.ts';
import {
  chunkKey,
  fromJobItem,
  importKind,
  type JobKey,
  jobKey,
  mostAttempts,
  toJobItem,
} from './job-item.ts';
import { listProblems } from './job-problems.ts';

type Change = Pick<UpdateCommandInput, 'UpdateExpression' | 'ConditionExpression'> & { values: Item };

const isStarted = '#state = :started';
const isGoingOn = '#state IN (:started, :processing)';
const isComplete = '#state = :processing AND doneChunks = totalChunks';

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
  /** Does nothing where the condition does not hold: then an earlier delivery has done it, or the import is over. */
  const change = async (importId: string, { values, ...expressions }: Change): Promise<void> => {
    for (let attempt = 0; ; attempt++) {
      try {
        await dynamo.send(
          new UpdateCommand({
            TableName: table,
            Key: jobKey(importId),
            ...expressions,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: values,
          }),
        );
        return;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return;
        // A chunk is being counted at this moment.
        if (!(error instanceof TransactionConflictException) || attempt === mostAttempts) throw error;
        await pauseBefore(attempt + 1);
      }
    }
  };
  return {
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
    accept: (importId, plan, at) =>
      change(importId, {
        UpdateExpression:
          'SET #state = :processing, layout = :layout, totalRows = :rows, totalChunks = :chunks, updatedAt = :at',
        ConditionExpression: isStarted,
        values: {
          ':started': 'STARTED',
          ':processing': 'PROCESSING',
          ':layout': plan.layout,
          ':rows': plan.totalRows,
          ':chunks': plan.totalChunks,
          ':at': at,
        },
      }),
    markHandedOut: (importId, at) =>
      change(importId, {
        UpdateExpression: 'SET handedOut = :true, updatedAt = :at',
        ConditionExpression: 'attribute_exists(#state)',
        values: { ':true': true, ':at': at },
      }),
    fail: (importId, problems, at) =>
      change(importId, {
        UpdateExpression:
          'SET #state = :failed, problems = :problems, tally.errors = tally.errors + :count, updatedAt = :at',
        ConditionExpression: isGoingOn,
        values: {
          ':started': 'STARTED',
          ':processing': 'PROCESSING',
          ':failed': 'FAILED',
          ':problems': problems,
          ':count': problems.length,
          ':at': at,
        },
      }),
    isCounted: async (importId, chunk) => (await getItem(chunkKey(importId, chunk))) !== undefined,
    count: (importId, report, at) => countChunk(dynamo, table, { importId, report, at }),
    async closeIfComplete(importId, at) {
      // Reading first spares the writes of all chunks but the last.
      const job = await get(importId);
      if (job === undefined || job.state !== 'PROCESSING' || job.doneChunks !== job.totalChunks) return;
      await change(importId, {
        UpdateExpression: 'SET #state = :done, updatedAt = :at',
        ConditionExpression: isComplete,
        values: { ':processing': 'PROCESSING', ':done': 'DONE', ':at': at },
      });
    },
    async problems(importId, page) {
      const job = await get(importId);
      return job === undefined
        ? { results: [], next: undefined }
        : listProblems(dynamo, table, { ...page, job });
    },
  };
};
