import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ChangeStore } from '../app/ports/changes.ts';
import type { OwnerChange } from '../domain/change.ts';
import { objectTypes } from '../domain/object-type.ts';
import { shardOf } from '../domain/shard.ts';
import { batchPut, type Item } from './batch.ts';
import type { Dynamo } from './dynamo.ts';
import { queryPage } from './query.ts';
import { lastWriteItem, recordKey } from './records/record-item.ts';

const changeItem = z.object({
  changeId: z.string(),
  objectType: z.enum(objectTypes),
  recordId: z.string(),
  property: z.string(),
  fromOwnerId: z.nullable(z.string()),
  toOwnerId: z.nullable(z.string()),
  // Changes that were written before it was kept are older than any other.
  recordVersion: z._default(z.number(), 0),
  write: lastWriteItem,
});

/** @throws Error if the item is not a change */
export const fromChangeItem = (item: Item): OwnerChange => z.parse(changeItem, item);

/** A partition of the index `byRun`. */
export const runPartition = (runId: string, shard: number): string => `${runId}#${shard}`;

/** A change as an item; one that belongs to a run also stands in the index `byRun`, spread over shards by its record. */
const toChangeItem = (change: OwnerChange): Item => ({
  ...change,
  recordKey: recordKey(change.objectType, change.recordId),
  ...(change.write.runId === undefined
    ? {}
    : { runShard: runPartition(change.write.runId, shardOf(change.recordId)) }),
});

/** The ownership history in the table Changes. */
export const changeStore = (dynamo: Dynamo, table: string): ChangeStore => ({
  putAll: (changes) => batchPut(dynamo, table, changes.map(toChangeItem)),
  async get(objectType, recordId, changeId) {
    const Key = { recordKey: recordKey(objectType, recordId), changeId };
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : fromChangeItem(Item);
  },
  async list(objectType, recordId, page) {
    const { items, next } = await queryPage(dynamo, {
      ...page,
      table,
      partition: { name: 'recordKey', value: recordKey(objectType, recordId) },
      sort: { name: 'changeId' },
      newestFirst: true,
    });
    return { results: items.map(fromChangeItem), next };
  },
});
