import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Forecasts } from '../../app/ports/forecasts.ts';
import type { Dynamo } from '../dynamo.ts';
import { forecastKey, fromForecastItem } from './forecast-item.ts';
import { lastChunk } from './marker-item.ts';

/** What dry runs have said, in the table Jobs: an item for each chunk, beside its marker. */
export const forecastStore = (dynamo: Dynamo, table: string): Forecasts => ({
  async get(importId, chunk) {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: forecastKey(importId, chunk), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromForecastItem(Item);
  },
  async page(importId, { after, limit }) {
    // A page of DynamoDB's that ends before the limit, at 1 MB, is a page of ours as well.
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'jobId = :jobId AND #item BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: {
          ':jobId': importId,
          ':from': forecastKey(importId, after + 1).item,
          ':to': forecastKey(importId, lastChunk).item,
        },
        Limit: limit,
      }),
    );
    return Items.map(fromForecastItem);
  },
});
