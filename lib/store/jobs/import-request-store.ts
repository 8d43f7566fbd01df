import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ImportRequests } from '../../app/ports/import-requests.ts';
import type { Dynamo } from '../dynamo.ts';
import type { JobKey } from './job-item.ts';
import { optionsItem } from './options-item.ts';

const requestItem = z.object({
  jobId: z.string(),
  name: z.string(),
  actor: z.string(),
  options: optionsItem,
});

const requestKey = (importId: string): JobKey => ({ jobId: importId, item: 'request' });

/** What was asked of imports, in the table Jobs: item `request`, beside the `job` that the file's arrival will make. */
export const importRequestStore = (dynamo: Dynamo, table: string): ImportRequests => ({
  async get(importId) {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: requestKey(importId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const { jobId, ...request } = z.parse(requestItem, Item);
    return { ...request, importId: jobId };
  },
  async keep({ importId, ...request }, at) {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: { ...requestKey(importId), ...request, createdAt: at },
        // The same request may have kept it before.
        ConditionExpression: 'attribute_not_exists(jobId) OR createdAt = :at',
        ExpressionAttributeValues: { ':at': at },
      }),
    );
  },
});
