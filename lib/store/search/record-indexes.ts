import type { RecordIndexes } from '../../app/ports/record-indexes.ts';
import type { IndexList } from '../../domain/search/plan.ts';
import { allShards, shardCount } from '../../domain/shard.ts';
import { countPartitions } from '../count-partitions.ts';
import type { Dynamo } from '../dynamo.ts';
import { type PageQuery, queryPage } from '../query.ts';
import { ownerPartition, typeShard } from '../records/record-item.ts';
import { readType } from './read-type.ts';

const indexOf = ({ ownerId }: IndexList): string => (ownerId === undefined ? 'byType' : 'byOwner');

const partitionOf = ({ objectType, ownerId }: IndexList, shard: number): PageQuery['partition'] =>
  ownerId === undefined
    ? { name: 'typeShard', value: typeShard(objectType, false, shard) }
    : { name: 'ownerShard', value: ownerPartition(objectType, ownerId, shard) };

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
    const page = await queryPage(dynamo, {
      table,
      index: indexOf(list),
      partition: partitionOf(list, shard),
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

/** The indexes of the table Records, for searching. */
export const recordIndexes = (dynamo: Dynamo, table: string): RecordIndexes => ({
  firstIds: (list, count) => firstIds(dynamo, table, list, count),
  count(list, most) {
    const partitions = allShards.map((shard) => partitionOf(list, shard));
    return countPartitions(dynamo, { table, index: indexOf(list), partitions }, most);
  },
  readType: (objectType, names, visit) => readType(dynamo, table, { objectType, names, visit }),
});
