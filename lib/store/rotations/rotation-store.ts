import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { RotationStore } from '../../app/ports/rotations.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { realignmentWrites } from './realignment.ts';
import { fromRotationItem } from './rotation-item.ts';
import { rotationKind } from './rotation-keys.ts';
import { type PutCondition, putRotation, type RotationTables, rotationOpening } from './rotation-opening.ts';

const isAsRead = (read: { version: number }): PutCondition => ({
  ConditionExpression: 'version = :version',
  ExpressionAttributeValues: { ':version': read.version },
});

/** Reads rotations, without their standings. */
export const rotationReader = (dynamo: Dynamo, directory: string): Pick<RotationStore, 'get' | 'list'> => ({
  async get(id) {
    const { Item } = await dynamo.send(
      new GetCommand({
        TableName: directory,
        Key: { kind: rotationKind, id },
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromRotationItem(Item);
  },
  async list(page) {
    const { items, next } = await queryPage(dynamo, {
      ...page,
      table: directory,
      partition: { name: 'kind', value: rotationKind },
      sort: { name: 'id' },
    });
    return { results: items.map(fromRotationItem), next };
  },
});

/** The rotations in the table Directory, kind `rotation`, each opened and changed together with its standings. */
export const rotationStore = (dynamo: Dynamo, tables: RotationTables): RotationStore => {
  /** What a rotation falls back upon is checked for cycles; one of them may have changed since. */
  const stillAsRead = (rotation: Rotation): TransactionItem => ({
    ConditionCheck: {
      TableName: tables.directory,
      Key: { kind: rotationKind, id: rotation.id },
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': rotation.version },
    },
  });
  return {
    ...rotationReader(dynamo, tables.directory),
    async create(rotation, standings, restsOn) {
      const result = await transact(dynamo, [
        ...rotationOpening(tables, rotation, standings),
        ...restsOn.map(stillAsRead),
      ]);
      return result.committed;
    },
    async replace({ before, after, standings, restsOn }) {
      const result = await transact(dynamo, [
        putRotation(tables.directory, after, isAsRead(before)),
        ...realignmentWrites(tables.rotations, standings),
        ...restsOn.map(stillAsRead),
      ]);
      return result.committed;
    },
  };
};
