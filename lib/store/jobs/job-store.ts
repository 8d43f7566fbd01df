import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { JobStore } from '../../app/ports/job-store.ts';
import type { Job } from '../../domain/job/job.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { writeOnceFree } from '../single-write.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { jobKey } from './job-item.ts';
import { fromStoredJob, toStoredJob } from './stored-job.ts';

/** Replaces a job, if it is still as it was read. */
export const replaceJob = (table: string, before: Job, after: Job): TransactionItem => ({
  Put: {
    TableName: table,
    Item: toStoredJob(after),
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': before.version },
  },
});

/**
 * Puts a new job; gives back the one that is there instead, if there is one. Its first page may be being written at this very
 * moment.
 */
const putNew = async (dynamo: Dynamo, table: string, job: Job): Promise<Item | undefined> => {
  try {
    await writeOnceFree(() =>
      dynamo.send(
        new PutCommand({
          TableName: table,
          Item: toStoredJob(job),
          ConditionExpression: 'attribute_not_exists(jobId)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item !== undefined)
      return unmarshall(error.Item);
    throw error;
  }
};

/** The jobs that move records, in the table Jobs, where imports are, too. */
export const jobStore = (dynamo: Dynamo, table: string): JobStore => ({
  async get(id) {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: jobKey(id), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromStoredJob(Item);
  },
  async begin(job) {
    const item = await putNew(dynamo, table, job);
    if (item === undefined) return job;
    const existing = fromStoredJob(item);
    if (existing === undefined) throw new Error(`The id ${job.id} is another kind of job's.`);
    return existing;
  },
  async save(before, after) {
    const result = await transact(dynamo, [replaceJob(table, before, after)]);
    return result.committed;
  },
});
