import type { Page, PageRequest } from '../../app/ports/directory.ts';
import type { PropertyHistory, RunHistory } from '../../app/ports/run-history.ts';
import type { OwnerChange } from '../../domain/change.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { allShards } from '../../domain/shard.ts';
import { fromChangeItem, runPartition } from '../change-store.ts';
import { countPartitions } from '../count-partitions.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage, queryPages } from '../query.ts';
import { recordKey } from '../records/record-item.ts';

const index = 'byRun';
const partitionOf = (runId: string, shard: number) => ({
  name: 'runShard',
  value: runPartition(runId, shard),
});

const inOrder = (a: OwnerChange, b: OwnerChange): number => (a.changeId < b.changeId ? -1 : 1);

/** What a run changed, from the index `byRun` of the table Changes. */
export const runHistory = (dynamo: Dynamo, table: string): RunHistory => {
  const page = async (runId: string, shard: number, wanted: PageRequest): Promise<Page<OwnerChange>> => {
    const partition = partitionOf(runId, shard);
    const query = { ...wanted, table, index, partition, sort: { name: 'changeId' } };
    const { items, next } = await queryPage(dynamo, query);
    return { results: items.map(fromChangeItem), next };
  };
  return {
    page,
    count(runId) {
      const partitions = allShards.map((shard) => partitionOf(runId, shard));
      return countPartitions(dynamo, { table, index, partitions });
    },
    async list(runId, wanted) {
      const pages = await Promise.all(allShards.map((shard) => page(runId, shard, wanted)));
      const changes = pages.flatMap(({ results }) => results).sort(inOrder);
      const results = changes.slice(0, wanted.limit);
      const more = changes.length > results.length || pages.some(({ next }) => next !== undefined);
      return { results, next: more ? results.at(-1)?.changeId : undefined };
    },
  };
};

type Recorded = Pick<CrmRecord, 'objectType' | 'id'>;

/** What became of one property of a record, from the table Changes. */
export const propertyHistory = (dynamo: Dynamo, table: string): PropertyHistory => {
  /** The changes of a property, newest first. */
  async function* changesOf({ objectType, id }: Recorded, property: string): AsyncGenerator<OwnerChange> {
    const pages = queryPages(dynamo, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'recordKey = :recordKey',
      FilterExpression: '#property = :property',
      ExpressionAttributeNames: { '#property': 'property' },
      ExpressionAttributeValues: { ':recordKey': recordKey(objectType, id), ':property': property },
      ScanIndexForward: false,
      // Nearly always the newest of all.
      Limit: 3,
    });
    for await (const { items } of pages) yield* items.map(fromChangeItem);
  }
  return {
    async newest(record, property) {
      for await (const change of changesOf(record, property)) return change;
      return undefined;
    },
    async lastOfRun(record, property, runId) {
      const found: OwnerChange[] = [];
      for await (const change of changesOf(record, property)) {
        if (change.write.runId !== runId) break;
        found.push(change);
      }
      return found;
    },
  };
};
