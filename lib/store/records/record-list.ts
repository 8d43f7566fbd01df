import type { RecordPage } from '../../app/ports/records.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { allShards } from '../../domain/shard.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { typeShard } from './record-item.ts';

/**
 * One page of an object type in the order of the ids: each shard of the index gives its next ids, the smallest of all are
 * read in full. The index may lag behind the table; what it names and the table no longer has is left out.
 */
export const listRecords = async (
  dynamo: Dynamo,
  list: {
    table: string;
    objectType: ObjectType;
    archived: boolean;
    limit: number;
    after?: string | undefined;
    getMany: (ids: readonly string[]) => Promise<Map<string, CrmRecord>>;
  },
): Promise<RecordPage> => {
  const { table, objectType, archived, limit, after, getMany } = list;
  const pages = await Promise.all(
    allShards.map((shard) =>
      queryPage(dynamo, {
        table,
        index: 'byType',
        partition: { name: 'typeShard', value: typeShard(objectType, archived, shard) },
        sort: { name: 'recordId' },
        sortKeysOnly: true,
        limit,
        after,
      }),
    ),
  );
  const ids = pages.flatMap(({ items }) => items.map((item) => String(item['recordId']))).sort();
  const shown = ids.slice(0, limit);
  const more = ids.length > limit || pages.some(({ next }) => next !== undefined);
  const records = await getMany(shown);
  return {
    records: shown
      .flatMap((id) => records.get(id) ?? [])
      .filter((record) => (record.archivedAt !== null) === archived),
    next: more ? shown.at(-1) : undefined,
  };
};
