import type { Realignment } from '../../domain/rotation/standings.ts';
import type { TransactionItem } from '../transaction.ts';
import { toAlignmentItem, toStandingsItem } from './standings-item.ts';

/** The standings (condition: as read), and the entry of the log that says who the members are since. */
export const realignmentWrites = (
  table: string,
  { before, after, alignment }: Realignment,
): TransactionItem[] => [
  {
    Put: {
      TableName: table,
      Item: toStandingsItem(after),
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': before.version },
    },
  },
  ...(alignment === undefined ? [] : [{ Put: { TableName: table, Item: toAlignmentItem(alignment) } }]),
];
