import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { LocalHost } from '../../infra/local/host.ts';
import { allShards } from '../../lib/domain/shard.ts';
import { typeShard } from '../../lib/store/records/record-item.ts';

/** How many contacts a local Rota has, archived ones aside, by the index that lists them. */
export const countContacts = async ({
  region,
  credentials,
  endpoints,
  resources,
}: LocalHost): Promise<number> => {
  const client = new DynamoDBClient({ region, credentials, endpoint: endpoints.dynamodb });
  try {
    let count = 0;
    for (const shard of allShards) {
      const pages = paginateQuery(
        { client },
        {
          TableName: resources.tables['Records'],
          IndexName: 'byType',
          KeyConditionExpression: 'typeShard = :shard',
          ExpressionAttributeValues: { ':shard': { S: typeShard('contacts', false, shard) } },
          Select: 'COUNT',
        },
      );
      for await (const { Count = 0 } of pages) count += Count;
    }
    return count;
  } finally {
    client.destroy();
  }
};
