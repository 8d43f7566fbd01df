import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { RecordIndexes } from '../../app/ports/record-indexes.ts';
import type { IndexList } from '../../domain/search/plan.ts';
import { allShards, shardCount } from '../../domain/shard.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { ownerPartition, typeShard } from '../records/record-item.ts';
import { readType } from './read-type.ts';

type Partition = { index: string; name: string; value: string };

const partitionOf = ({ objectType, ownerId }: IndexList, shard: number): Partition =>
  ownerId === undefined
    ? { index: 'byType', name: 'typeShard', value: typeShard(objectType, false, shard) }
    : { index: 'byOwner', name: 'ownerShard', value: ownerPartition(objectType, ownerId, shard) };

/** What one shard has given so far, and where it goes on. */
type ShardIds = { ids: string[]; next: string | undefined; done: boolean };

/**
 * The first ids of all shards together. Each gives its even part and a little more; those whose part ends too early, since ids do
 * not spread quite evenly, give more.
 */
const firstIds = async (dynamo: Dynamo, table: string, list: IndexList, count: number): Promise<string[]> => {
  const part = Math.ceil((count / shardCount) * 1.25) + 10;
  const shards = allShards.map((): ShardIds => ({ ids: [], next: undefined, done: false }));
  const readOn = async (state: ShardIds, shard: number): Promise<void> => {
    const { index, name, value } = partitionOf(list, shard);
    const page = await queryPage(dynamo, {
      table,
      index,
      partition: { name, value },
      sort: { name: 'recordId' },
      sortKeysOnly: true,
      limit: part,
      after: state.next,
    });
    state.ids.push(...page.items.map((item) => String(item['recordId'])));
    state.next = page.next;
    state.done = page.next === undefined;
  };
  for (;;) {
    const first = shards
      .flatMap(({ ids }) => ids)
      .sort()
      .slice(0, count);
    const last = first.length < count ? undefined : first.at(-1);
    const short = shards
      .map((state, shard) => ({ state, shard }))
      .filter(({ state: { ids, done } }) => {
        const end = ids.at(-1);
        return !done && (last === undefined || end === undefined || end < last);
      });
    if (short.length === 0) return first;
    await Promise.all(short.map(({ state, shard }) => readOn(state, shard)));
  }
};

/** Counts all shards at a time, page after page, until there are enough. */
const countUpTo = async (dynamo: Dynamo, table: string, list: IndexList, most: number): Promise<number> => {
  let counted = 0;
  const countShard = async (shard: number): Promise<void> => {
    const { index, name, value } = partitionOf(list, shard);
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: index,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': name },
          ExpressionAttributeValues: { ':partition': value } satisfies Item,
          Select: 'COUNT',
          Limit: most,
          ExclusiveStartKey: start,
        }),
      );
      counted += page.Count ?? 0;
      start = page.LastEvaluatedKey;
    } while (start !== undefined && counted < most);
  };
  await Promise.all(allShards.map(countShard));
  return Math.min(counted, most);
};

/** The indexes of the table Records, for searching. */
export const recordIndexes = (dynamo: Dynamo, table: string): RecordIndexes => ({
  firstIds: (list, count) => firstIds(dynamo, table, list, count),
  count: (list, most) => countUpTo(dynamo, table, list, most),
  readType: (objectType, names, visit) => readType(dynamo, table, { objectType, names, visit }),
});
