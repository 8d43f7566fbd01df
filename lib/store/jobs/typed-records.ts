import type { TypedRecords } from '../../app/ports/typed-records.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { typeShard } from '../records/record-item.ts';

/** The index `byType` of the table Records. */
export const typedRecords = (dynamo: Dynamo, table: string): TypedRecords => ({
  async page({ objectType, shard }, page) {
    const { items, next } = await queryPage(dynamo, {
      ...page,
      table,
      index: 'byType',
      partition: { name: 'typeShard', value: typeShard(objectType, false, shard) },
      sort: { name: 'recordId' },
      sortKeysOnly: true,
    });
    return { results: items.map((item) => String(item['recordId'])), next };
  },
});
