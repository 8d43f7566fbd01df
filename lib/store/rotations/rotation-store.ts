import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { RotationStore } from '../../app/ports/rotations.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { Standings } from '../../domain/rotation/standings.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { fromRotationItem, rotationKind, standingsKey } from './rotation-item.ts';

export type RotationTables = { directory: string; rotations: string };

type PutCondition = Pick<
  NonNullable<TransactionItem['Put']>,
  'ConditionExpression' | 'ExpressionAttributeValues'
>;

const isNew: PutCondition = { ConditionExpression: 'attribute_not_exists(version)' };
const isAsRead = (read: { version: number }): PutCondition => ({
  ConditionExpression: 'version = :version',
  ExpressionAttributeValues: { ':version': read.version },
});

/** The rotations in the table Directory, kind `rotation`, each opened and changed together with its standings. */
export const rotationStore = (dynamo: Dynamo, tables: RotationTables): RotationStore => {
  const putRotation = (rotation: Rotation, condition: PutCondition): TransactionItem => ({
    Put: { TableName: tables.directory, Item: { kind: rotationKind, ...rotation }, ...condition },
  });
  const putStandings = (standings: Standings, condition: PutCondition): TransactionItem => ({
    Put: {
      TableName: tables.rotations,
      Item: { ...standingsKey(standings.rotationId), ...standings },
      ...condition,
    },
  });
  return {
    async get(id) {
      const { Item } = await dynamo.send(
        new GetCommand({
          TableName: tables.directory,
          Key: { kind: rotationKind, id },
          ConsistentRead: true,
        }),
      );
      return Item === undefined ? undefined : fromRotationItem(Item);
    },
    async list(page) {
      const { items, next } = await queryPage(dynamo, {
        ...page,
        table: tables.directory,
        partition: { name: 'kind', value: rotationKind },
        sort: { name: 'id' },
      });
      return { results: items.map(fromRotationItem), next };
    },
    async create(rotation, standings) {
      const result = await transact(dynamo, [putRotation(rotation, isNew), putStandings(standings, isNew)]);
      return result.committed;
    },
    async replace({ before, after, standingsBefore, standingsAfter }) {
      const result = await transact(dynamo, [
        putRotation(after, isAsRead(before)),
        putStandings(standingsAfter, isAsRead(standingsBefore)),
      ]);
      return result.committed;
    },
  };
};
