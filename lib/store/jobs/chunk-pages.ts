import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPages } from '../query.ts';
import { chunkKey, lastChunk } from './marker-item.ts';

/**
 * The items of an import's chunks that have an attribute, in the order of the file, a page at a time.
 *
 * @param from the first chunk; 0 stands before all
 * @param reading how to read them, where it is not all of them by the megabyte
 */
export async function* chunkPages(
  dynamo: Dynamo,
  table: string,
  { importId, from, having }: { importId: string; from: number; having: 'problems' | 'created' },
  reading: Pick<QueryCommandInput, 'ProjectionExpression' | 'Limit'> = {},
): AsyncGenerator<Item[]> {
  const pages = queryPages(dynamo, {
    ...reading,
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'jobId = :jobId AND #item BETWEEN :from AND :to',
    FilterExpression: `attribute_exists(${having})`,
    ExpressionAttributeNames: { '#item': 'item' },
    ExpressionAttributeValues: {
      ':jobId': importId,
      ':from': chunkKey(importId, from).item,
      ':to': chunkKey(importId, lastChunk).item,
    },
  });
  for await (const { items } of pages) yield items;
}
