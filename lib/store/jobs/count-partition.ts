import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Dynamo } from '../dynamo.ts';
import type { PageQuery } from '../query.ts';

/** How many items one partition of an index holds: counted where they are, page after page, and not carried here. */
export const countPartition = async (
  dynamo: Dynamo,
  { table, index, partition }: Pick<PageQuery, 'table' | 'index' | 'partition'>,
): Promise<number> => {
  let count = 0;
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: '#partition = :partition',
        ExpressionAttributeNames: { '#partition': partition.name },
        ExpressionAttributeValues: { ':partition': partition.value },
        Select: 'COUNT',
        ExclusiveStartKey: start,
      }),
    );
    count += page.Count ?? 0;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return count;
};
