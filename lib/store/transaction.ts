import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './batch.ts';
import type { Dynamo } from './dynamo.ts';

export type TransactionItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * What became of one item of a cancelled transaction. `condition`: its condition did not hold, and `existing` is what was
 * there. `busy`: another transaction held it, or there was no capacity; trying again may help. `fine`: not the cause.
 */
export type ItemVerdict =
  | { verdict: 'fine' }
  | { verdict: 'condition'; existing: Item | undefined }
  | { verdict: 'busy' };

export type TransactionResult = { committed: true } | { committed: false; verdicts: ItemVerdict[] };

const busyCodes = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const verdictOf = (reason: {
  Code?: string | undefined;
  Item?: Parameters<typeof unmarshall>[0] | undefined;
}): ItemVerdict => {
  if (reason.Code === undefined || reason.Code === 'None') return { verdict: 'fine' };
  if (busyCodes.has(reason.Code)) return { verdict: 'busy' };
  if (reason.Code !== 'ConditionalCheckFailed') throw new Error(`A transaction was refused: ${reason.Code}.`);
  return { verdict: 'condition', existing: reason.Item === undefined ? undefined : unmarshall(reason.Item) };
};

/**
 * Writes all items or none, and says of each why not. The SDK does not retry a cancelled transaction; whether that makes
 * sense depends on what the items are, so it is the caller's to decide.
 *
 * @throws Error for anything that is no verdict about an item: a malformed item, an unreachable table
 */
export const transact = async (dynamo: Dynamo, items: TransactionItem[]): Promise<TransactionResult> => {
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems: items }));
    return { committed: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return { committed: false, verdicts: (error.CancellationReasons ?? []).map(verdictOf) };
  }
};
