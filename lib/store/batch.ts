import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { chunksOf } from '../chunks-of.ts';
import { Overloaded } from '../domain/errors.ts';
import { pauseBefore } from '../pause.ts';
import { type Dynamo, largestBatchGet } from './dynamo.ts';

type Key = Record<string, string>;
export type Item = Record<string, unknown>;

const largestBatchWrite = 25;
const attempts = 8;

/**
 * Reads items of several tables by key, consistently, a hundred at a time. DynamoDB may hand back keys that it had no
 * capacity for: those are asked for again, with full jitter.
 *
 * @returns the items that exist, by table, in no particular order
 * @throws Overloaded if keys are still unread after eight attempts
 */
export const batchGet = async (
  dynamo: Dynamo,
  wanted: ReadonlyMap<string, readonly Key[]>,
): Promise<Map<string, Item[]>> => {
  const found = new Map<string, Item[]>();
  const keys = [...wanted].flatMap(([table, tableKeys]) => tableKeys.map((key) => ({ table, key })));
  const read = async (chunk: typeof keys): Promise<void> => {
    const byTable = Map.groupBy(chunk, ({ table }) => table);
    let request: Record<string, { Keys: Record<string, unknown>[]; ConsistentRead?: boolean | undefined }> =
      Object.fromEntries(
        [...byTable].map(([table, entries]) => [
          table,
          { Keys: entries.map(({ key }) => key), ConsistentRead: true },
        ]),
      );
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await pauseBefore(attempt);
      const answer = await dynamo.send(new BatchGetCommand({ RequestItems: request }));
      for (const [table, items] of Object.entries(answer.Responses ?? {})) {
        found.set(table, [...(found.get(table) ?? []), ...items]);
      }
      const unread = Object.entries(answer.UnprocessedKeys ?? {});
      if (unread.length === 0) return;
      request = Object.fromEntries(
        unread.map(([table, { Keys = [] }]) => [table, { Keys, ConsistentRead: true }]),
      );
    }
    throw new Overloaded(`Keys are still unread after ${attempts} attempts.`);
  };
  await Promise.all(chunksOf(keys, largestBatchGet).map(read));
  return found;
};

/**
 * Puts items into one table, twenty-five at a time, asking again for those that were not processed. An item that is there
 * already is overwritten: only for items whose content follows from their key.
 *
 * @throws Overloaded if items are still unwritten after eight attempts
 */
export const batchPut = async (dynamo: Dynamo, table: string, items: readonly Item[]): Promise<void> => {
  const write = async (chunk: readonly Item[]): Promise<void> => {
    let left: Item[] = [...chunk];
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await pauseBefore(attempt);
      const requests = left.map((item) => ({ PutRequest: { Item: item } }));
      const answer = await dynamo.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
      left = (answer.UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) => PutRequest?.Item ?? []);
      if (left.length === 0) return;
    }
    throw new Overloaded(`Items are still unwritten after ${attempts} attempts.`);
  };
  await Promise.all(chunksOf(items, largestBatchWrite).map(write));
};
