import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ImportReports, ReportName } from '../../app/ports/import-reports.ts';
import type { Dynamo } from '../dynamo.ts';
import type { JobKey } from './job-item.ts';

const progressItem = z.object({ uploadId: z.string(), parts: z.array(z.string()), afterChunk: z.number() });
const reportItem = z.object({
  of: z.string(),
  askedAt: z.string(),
  madeAt: z.nullable(z.string()),
  progress: z._default(z.nullable(progressItem), null),
});

const itemKey = ({ importId, kind }: ReportName): JobKey => ({
  jobId: importId,
  item: kind === 'errors' ? 'report' : `report#${kind}`,
});

/** Which reports are asked for and made, in the table Jobs: items `report` and `report#…` beside the import. */
export const importReportStore = (dynamo: Dynamo, table: string): ImportReports => ({
  async get(name) {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: itemKey(name), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : z.parse(reportItem, Item);
  },
  async ask(name, { of, at, since }) {
    try {
      await dynamo.send(
        new PutCommand({
          TableName: table,
          Item: { ...itemKey(name), of, askedAt: at, madeAt: null, progress: null },
          // Who makes a long one is heard of behind each of its parts.
          ConditionExpression:
            'attribute_not_exists(jobId) OR #of <> :of OR (askedAt < :since AND (attribute_not_exists(heardAt) OR heardAt < :since))',
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
  async saveProgress(name, { of, at, progress }) {
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: itemKey(name),
        UpdateExpression:
          'SET #of = :of, askedAt = if_not_exists(askedAt, :at), heardAt = :at, madeAt = :none, progress = :progress',
        ExpressionAttributeNames: { '#of': 'of' },
        ExpressionAttributeValues: { ':of': of, ':at': at, ':none': null, ':progress': progress },
      }),
    );
  },
  async keep(name, { of, at }) {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: { ...itemKey(name), of, askedAt: at, madeAt: at, progress: null },
      }),
    );
  },
});
