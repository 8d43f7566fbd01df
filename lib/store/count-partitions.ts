import type { Dynamo } from './dynamo.ts';
import { type PageQuery, queryPages } from './query.ts';

/**
 * How many items these partitions of an index hold together: counted where they are, all partitions at a time, page after page, and
 * not carried here.
 *
 * @param most counting ends when there are as many
 */
export const countPartitions = async (
  dynamo: Dynamo,
  { table, index, partitions }: Pick<PageQuery, 'table' | 'index'> & { partitions: PageQuery['partition'][] },
  most?: number,
): Promise<number> => {
  let counted = 0;
  const countOne = async ({ name, value }: PageQuery['partition']): Promise<void> => {
    const pages = queryPages(dynamo, {
      TableName: table,
      IndexName: index,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': name },
      ExpressionAttributeValues: { ':partition': value },
      Select: 'COUNT',
      Limit: most,
    });
    for await (const { count } of pages) {
      counted += count;
      if (most !== undefined && counted >= most) break;
    }
  };
  await Promise.all(partitions.map(countOne));
  return most === undefined ? counted : Math.min(counted, most);
};
