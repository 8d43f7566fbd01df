import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { IndexedRecord } from '../../app/ports/record-indexes.ts';
import { isSystemProperty } from '../../domain/filter/system-properties.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { allShards } from '../../domain/shard.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPages } from '../query.ts';
import { typeShard } from '../records/record-item.ts';

const always = ['recordId', 'createdAt', 'updatedAt'];

/** Only what is looked at: the index is read whole either way, but what it sends is most of the work. */
const projectionOf = (
  names: readonly string[],
): Pick<QueryCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'> => {
  const own = names.filter((name) => !isSystemProperty(name));
  return {
    ProjectionExpression: [...always, ...own.map((_, place) => `properties.#p${place}`)].join(),
    ExpressionAttributeNames: Object.fromEntries([
      ['#partition', 'typeShard'],
      ...own.map((name, place) => [`#p${place}`, name]),
    ]),
  };
};

/** No schema reads these: it would take longer than everything else, for a hundred thousand of them. */
const fromIndex = ({ recordId, properties, createdAt, updatedAt }: Item): IndexedRecord => ({
  id: String(recordId),
  properties: (properties ?? {}) as IndexedRecord['properties'],
  createdAt: String(createdAt),
  updatedAt: String(updatedAt),
});

/** Reads the index of a type, all its shards at a time, each page after page until it is through or the visitor has enough. */
export const readType = async (
  dynamo: Dynamo,
  table: string,
  {
    objectType,
    names,
    visit,
  }: {
    objectType: ObjectType;
    names: readonly string[];
    visit: (records: readonly IndexedRecord[]) => boolean;
  },
): Promise<void> => {
  const projection = projectionOf(names);
  const readShard = async (shard: number): Promise<void> => {
    const pages = queryPages(dynamo, {
      TableName: table,
      IndexName: 'byType',
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeValues: { ':partition': typeShard(objectType, false, shard) },
      ...projection,
    });
    for await (const { items } of pages) {
      if (!visit(items.map(fromIndex))) break;
    }
  };
  await Promise.all(allShards.map(readShard));
};
