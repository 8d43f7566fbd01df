import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { Standings } from '../../domain/rotation/standings.ts';
import type { TransactionItem } from '../transaction.ts';
import { rotationKind } from './rotation-keys.ts';
import { toStandingsItem } from './standings-item.ts';

export type RotationTables = { directory: string; rotations: string };

export type PutCondition = Pick<
  NonNullable<TransactionItem['Put']>,
  'ConditionExpression' | 'ExpressionAttributeValues'
>;

const isNew: PutCondition = { ConditionExpression: 'attribute_not_exists(version)' };

/** A rotation in the table Directory, if the condition holds. */
export const putRotation = (table: string, rotation: Rotation, condition: PutCondition): TransactionItem => ({
  Put: { TableName: table, Item: { kind: rotationKind, ...rotation }, ...condition },
});

/** What opens a rotation together with its standings, if its id is not taken. */
export const rotationOpening = (
  tables: RotationTables,
  rotation: Rotation,
  standings: Standings,
): TransactionItem[] => [
  putRotation(tables.directory, rotation, isNew),
  { Put: { TableName: tables.rotations, Item: toStandingsItem(standings), ...isNew } },
];
