import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordStore } from '../../app/ports/records.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { batchGet } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { recordAssigner } from './record-assign.ts';
import { commitRecords, type RecordTables } from './record-commit.ts';
import { fromRecordItem, recordKey } from './record-item.ts';
import { listRecords } from './record-list.ts';

const getRecords = async (
  dynamo: Dynamo,
  table: string,
  objectType: ObjectType,
  ids: readonly string[],
): Promise<Map<string, CrmRecord>> => {
  const keys = [...new Set(ids)].map((id) => ({ recordKey: recordKey(objectType, id) }));
  const found = await batchGet(dynamo, new Map([[table, keys]]));
  return new Map((found.get(table) ?? []).map(fromRecordItem).map((record) => [record.id, record]));
};

/** Reading records by id, for the functions that need no more of them. */
export const recordReader = (dynamo: Dynamo, table: string): Pick<RecordStore, 'get' | 'getMany'> => ({
  async get(objectType, id) {
    const { Item } = await dynamo.send(
      new GetCommand({
        TableName: table,
        Key: { recordKey: recordKey(objectType, id) },
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromRecordItem(Item);
  },
  getMany: (objectType, ids) => getRecords(dynamo, table, objectType, ids),
});

/** The records in DynamoDB: the table Records, and RecordKeys for what may exist only once. */
export const recordStore = (dynamo: Dynamo, tables: RecordTables): RecordStore => ({
  ...recordReader(dynamo, tables.records),
  async findIds(uniqueKeys) {
    const keys = [...new Set(uniqueKeys)].map((uniqueKey) => ({ uniqueKey }));
    const found = await batchGet(dynamo, new Map([[tables.recordKeys, keys]]));
    return new Map(
      (found.get(tables.recordKeys) ?? []).map((item) => [
        String(item['uniqueKey']),
        String(item['recordId']),
      ]),
    );
  },
  list: (objectType, page) =>
    listRecords(dynamo, {
      ...page,
      table: tables.records,
      objectType,
      getMany: (ids) => getRecords(dynamo, tables.records, objectType, ids),
    }),
  commit: (writes) => commitRecords(dynamo, tables, writes),
  ...recordAssigner(dynamo, tables.records),
});
