import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { SyncedChange, SyncedOwners } from '../../app/ports/salesforce.ts';
import { ownerProperty } from '../../domain/object-type.ts';
import { allShards } from '../../domain/shard.ts';
import { batchGet } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { ownerUpdate } from '../records/owner-update.ts';
import { recordKey } from '../records/record-item.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { conflictPartition, fromSyncedOwnerItem, toSyncedOwnerItem } from './synced-owner-item.ts';

/** `records` is left out by whoever writes no records. */
export type SyncedTables = { records?: string; salesforceOwners: string };

/** Keeps an entry, if it is still as it was read. */
const keepEntry = (table: string, { before, after }: SyncedChange): TransactionItem => ({
  Put: {
    TableName: table,
    Item: toSyncedOwnerItem(after),
    ...(before === undefined
      ? { ConditionExpression: 'attribute_not_exists(recordKey)' }
      : {
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': before.version },
        }),
  },
});

/** Gives a record to an owner, or to nobody, if nobody wrote it since it was read. */
const giveRecord = (
  table: string | undefined,
  { record, ownerId, write }: NonNullable<SyncedChange['assignment']>,
): TransactionItem => {
  if (table === undefined) throw new Error('Giving a record to an owner needs the table of records.');
  const { objectType, id: recordId, version } = record;
  const besides = { sets: [], values: { ':version': version } };
  return {
    Update: {
      TableName: table,
      Key: { recordKey: recordKey(objectType, recordId) },
      ...ownerUpdate({ objectType, recordId, property: ownerProperty, ownerId, write }, besides),
      ConditionExpression: 'version = :version',
    },
  };
};

/** What is known of owners on both sides, in the table SalesforceOwners. */
export const syncedOwners = (dynamo: Dynamo, tables: SyncedTables): SyncedOwners => ({
  async get(objectType, recordId) {
    const { Item } = await dynamo.send(
      new GetCommand({
        TableName: tables.salesforceOwners,
        Key: { recordKey: recordKey(objectType, recordId) },
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromSyncedOwnerItem(Item);
  },
  async getMany(objectType, recordIds) {
    const table = tables.salesforceOwners;
    const keys = [...new Set(recordIds)].map((id) => ({ recordKey: recordKey(objectType, id) }));
    const found = await batchGet(dynamo, new Map([[table, keys]]));
    const entries = (found.get(table) ?? []).map(fromSyncedOwnerItem);
    return new Map(entries.map((entry) => [entry.recordId, entry]));
  },
  async save(change) {
    const { assignment } = change;
    const result = await transact(dynamo, [
      keepEntry(tables.salesforceOwners, change),
      ...(assignment === undefined ? [] : [giveRecord(tables.records, assignment)]),
    ]);
    return result.committed;
  },
  async conflicts(objectTypes, { limit, after }) {
    const partitions = objectTypes.flatMap((type) =>
      allShards.map((shard) => conflictPartition(type, shard)),
    );
    const pages = await Promise.all(
      partitions.map((value) =>
        queryPage(dynamo, {
          table: tables.salesforceOwners,
          index: 'byConflict',
          partition: { name: 'conflictShard', value },
          sort: { name: 'recordKey' },
          limit,
          after,
        }),
      ),
    );
    const items = pages
      .flatMap((page) => page.items)
      .sort((a, b) => (String(a['recordKey']) < String(b['recordKey']) ? -1 : 1));
    const shown = items.slice(0, limit);
    const more = items.length > shown.length || pages.some(({ next }) => next !== undefined);
    const last = shown.at(-1);
    return {
      results: shown.map(fromSyncedOwnerItem),
      next: more && last !== undefined ? String(last['recordKey']) : undefined,
    };
  },
});
