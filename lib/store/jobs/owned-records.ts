import type { OwnedRecords, OwnerShard } from '../../app/ports/owned-records.ts';
import { allShards } from '../../domain/shard.ts';
import { countPartitions } from '../count-partitions.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { ownerPartition } from '../records/record-item.ts';

const index = 'byOwner';

const partitionOf = ({ ownerId, objectType, shard }: OwnerShard) => ({
  name: 'ownerShard',
  value: ownerPartition(objectType, ownerId, shard),
});

/** The index `byOwner` of the table Records. */
export const ownedRecords = (dynamo: Dynamo, table: string): OwnedRecords => ({
  count(ownerId, objectType) {
    const partitions = allShards.map((shard) => partitionOf({ ownerId, objectType, shard }));
    return countPartitions(dynamo, { table, index, partitions });
  },
  async page(shard, page) {
    const { items, next } = await queryPage(dynamo, {
      ...page,
      table,
      index,
      partition: partitionOf(shard),
      sort: { name: 'recordId' },
    });
    return { results: items.map((item) => String(item['recordId'])), next };
  },
});
