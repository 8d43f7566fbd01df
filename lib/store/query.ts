import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { noSuchPosition } from '../domain/page-position.ts';
import type { Item } from './batch.ts';
import type { Dynamo } from './dynamo.ts';

/** Pages as DynamoDB gives them, 1 MB at most: each is read when it is asked for, so who stops asking stops reading. */
export async function* queryPages(
  dynamo: Dynamo,
  query: QueryCommandInput,
): AsyncGenerator<{ items: Item[]; count: number }> {
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await dynamo.send(new QueryCommand({ ...query, ExclusiveStartKey: start }));
    yield { items: page.Items ?? [], count: page.Count ?? 0 };
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** Every item that a query finds, page after page. */
export const queryAll = async (dynamo: Dynamo, query: QueryCommandInput): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const { items } of queryPages(dynamo, query)) all.push(...items);
  return all;
};

/** One partition of a table and the part of its sort key that is wanted. */
export type PageQuery = {
  table: string;
  index?: string;
  partition: { name: string; value: string };
  sort: { name: string; prefix?: string };
  newestFirst?: boolean;
  /** Give nothing but the sort keys: an index may hold much more than a list needs of it. */
  sortKeysOnly?: boolean;
  limit: number;
  /** The sort key behind which the page starts. */
  after?: string | undefined;
};

/** In the order of DynamoDB, that of their bytes, which for some characters is not that of JavaScript. */
const isBehind = (one: string, other: string): boolean =>
  Buffer.compare(Buffer.from(one), Buffer.from(other)) > 0;

const bounds = ({ sort, after, newestFirst }: PageQuery): { condition: string; values: Item } => {
  const { prefix = '' } = sort;
  // Behind the last character that any of our sort keys holds.
  const end = `${prefix}\uffff`;
  if (after !== undefined && (!after.startsWith(prefix) || isBehind(after, end))) throw noSuchPosition();
  const [from, to] = newestFirst ? [prefix, after ?? end] : [after ?? prefix, end];
  return prefix === '' && after === undefined
    ? { condition: '', values: {} }
    : { condition: ' AND #sort BETWEEN :from AND :to', values: { ':from': from, ':to': to } };
};

/**
 * One page of a partition in the order of its sort key, and the sort key to go on behind. BETWEEN includes both ends, so the
 * item named by `after` is read once more and dropped; one more item than asked for tells whether there is a next page.
 *
 * @throws Invalid if `after` is none of the sort keys that are wanted: they say what else stands in the partition
 */
export const queryPage = async (
  dynamo: Dynamo,
  query: PageQuery,
): Promise<{ items: Item[]; next: string | undefined }> => {
  const { table, index, partition, sort, newestFirst = false, sortKeysOnly = false, limit, after } = query;
  const { condition, values } = bounds(query);
  const found: Item[] = [];
  const pages = queryPages(dynamo, {
    TableName: table,
    IndexName: index,
    ConsistentRead: index === undefined,
    KeyConditionExpression: `#partition = :partition${condition}`,
    ExpressionAttributeNames: {
      '#partition': partition.name,
      ...(condition === '' && !sortKeysOnly ? {} : { '#sort': sort.name }),
    },
    ProjectionExpression: sortKeysOnly ? '#sort' : undefined,
    ExpressionAttributeValues: { ':partition': partition.value, ...values },
    ScanIndexForward: !newestFirst,
    Limit: limit + 2,
  });
  for await (const { items } of pages) {
    found.push(...items.filter((item) => item[sort.name] !== after));
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1)?.[sort.name];
  return { items: shown, next: found.length > limit && typeof last === 'string' ? last : undefined };
};
