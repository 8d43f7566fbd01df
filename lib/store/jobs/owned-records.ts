import type { OwnedRecords } from '../../app/ports/owned-records.ts';
import { allShards } from '../../domain/shard.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { ownerPartition } from '../records/record-item.ts';
import { countPartition } from './count-partition.ts';

const index = 'byOwner';
const partitionKey = 'ownerShard';

/** The index `byOwner` of the table Records. */
export const ownedRecords = (dynamo: Dynamo, table: string): OwnedRecords => ({
  async count(ownerId, objectType) {
    const counts = await Promise.all(
      allShards.map((shard) =>
        countPartition(dynamo, {
          table,
          index,
          partition: { name: partitionKey, value: ownerPartition(objectType, ownerId, shard) },
        }),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  },
  async page({ ownerId, objectType, shard }, page) {
    const { items, next } = await queryPage(dynamo, {
      ...page,
      table,
      index,
      partition: { name: partitionKey, value: ownerPartition(objectType, ownerId, shard) },
      sort: { name: 'recordId' },
    });
    return { results: items.map((item) => String(item['recordId'])), next };
  },
});
