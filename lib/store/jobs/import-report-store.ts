import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ImportReports } from '../../app/ports/import-reports.ts';
import type { Dynamo } from '../dynamo.ts';
import type { JobKey } from './job-item.ts';

const reportItem = z.object({ of: z.string(), askedAt: z.string(), madeAt: z.nullable(z.string()) });

const itemKey = (importId: string): JobKey => ({ jobId: importId, item: 'report' });

/** Which error reports are asked for and made, in the table Jobs: item `report` beside the import. */
export const importReportStore = (dynamo: Dynamo, table: string): ImportReports => ({
  async get(importId) {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: itemKey(importId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : z.parse(reportItem, Item);
  },
  async ask(importId, { of, at, since }) {
    try {
      await dynamo.send(
        new PutCommand({
          TableName: table,
          Item: { ...itemKey(importId), of, askedAt: at, madeAt: null },
          ConditionExpression: 'attribute_not_exists(jobId) OR #of <> :of OR askedAt < :since',
          ExpressionAttributeNames: { '#of': 'of' },
          ExpressionAttributeValues: { ':of': of, ':since': since },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
  async keep(importId, { of, at }) {
    await dynamo.send(
      new PutCommand({ TableName: table, Item: { ...itemKey(importId), of, askedAt: at, madeAt: at } }),
    );
  },
});
