import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Applies } from '../../app/ports/applies.ts';
import { applyStates } from '../../domain/import/apply.ts';
import type { Dynamo } from '../dynamo.ts';
import { problemItem } from '../problem-item.ts';
import type { JobKey } from './job-item.ts';

const applyItem = z.object({
  jobId: z.string(),
  importId: z.string(),
  actor: z.string(),
  state: z.enum(applyStates),
  afterChunk: z.number(),
  changed: z.array(problemItem),
  updatedAt: z.string(),
  version: z.number(),
});

const itemKey = (dryRunId: string): JobKey => ({ jobId: dryRunId, item: 'apply' });

/** How far dry runs are applied, in the table Jobs: item `apply` beside the dry run. */
export const applyStore = (dynamo: Dynamo, table: string): Applies => ({
  async get(dryRunId) {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: itemKey(dryRunId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const { jobId, ...apply } = z.parse(applyItem, Item);
    return { ...apply, dryRunId: jobId };
  },
  async save({ dryRunId, ...apply }) {
    const isFirst = apply.version === 1;
    try {
      await dynamo.send(
        new PutCommand({
          TableName: table,
          Item: { ...itemKey(dryRunId), ...apply },
          ConditionExpression: isFirst ? 'attribute_not_exists(jobId)' : 'version = :before',
          ...(isFirst ? {} : { ExpressionAttributeValues: { ':before': apply.version - 1 } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});
