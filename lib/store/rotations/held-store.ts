import type { HeldBatch, HeldChange, RotationLedger } from '../../app/ports/rotations.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryAll, queryPage } from '../query.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { fromHeldItem, heldPartition, toHeldItem } from './held-item.ts';
import { heldKey, heldPrefix } from './rotation-keys.ts';

const asRead = ({ round }: HeldBatch) => ({
  ConditionExpression: '#round = :round',
  ExpressionAttributeNames: { '#round': 'round' },
  ExpressionAttributeValues: { ':round': round },
});

/** Puts, replaces or deletes what is held, on condition that it is still in the round in which it was read. */
export const heldWrite = (table: string, { before, after }: HeldChange): TransactionItem => {
  const condition = before === undefined ? {} : asRead(before);
  if (after !== undefined) return { Put: { TableName: table, Item: toHeldItem(after), ...condition } };
  if (before === undefined) throw new Error('What is held changes from nothing to nothing.');
  return { Delete: { TableName: table, Key: heldKey(before.rotationId, before.heldId), ...condition } };
};

/** The batches in the table Rotations that wait for somebody to become eligible. */
export const heldStore = (
  dynamo: Dynamo,
  table: string,
): Pick<RotationLedger, 'held' | 'rotationsThatHold' | 'changeHeld'> => ({
  async held(rotationId, most) {
    const { items } = await queryPage(dynamo, {
      table,
      partition: { name: 'rotationId', value: rotationId },
      sort: { name: 'item', prefix: heldPrefix },
      limit: most,
    });
    return items.map(fromHeldItem);
  },
  async rotationsThatHold() {
    const items = await queryAll(dynamo, {
      TableName: table,
      IndexName: 'byHeld',
      KeyConditionExpression: 'held = :held',
      ExpressionAttributeValues: { ':held': heldPartition },
    });
    return [...new Set(items.map(({ rotationId }) => String(rotationId)))];
  },
  async changeHeld(change) {
    // Cancelled: the round is over, so an earlier delivery has done it; or somebody is at it now, and the next try finds out.
    await transact(dynamo, [heldWrite(table, change)]);
  },
});
