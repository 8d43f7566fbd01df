import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { TestDynamo } from '../../test/support/dynamo.ts';

/** Of the names and values of an item: the names of the attributes are part of its size, each character a byte. */
const filled = (key: Record<string, string>, bytes: number): Record<string, string> => {
  const used = Object.entries(key).reduce((total, [name, value]) => total + name.length + value.length, 0);
  return { ...key, fill: 'x'.repeat(bytes - used - 'fill'.length) };
};

/**
 * Makes sure that the emulator counts write units as AWS does: whole kilobytes, those of the larger of the item before and after,
 * rounded up per item, doubled in a transaction.
 *
 * @throws Error if it counts otherwise, and its figures would mean nothing
 */
export const checkCapacity = async ({ client, tables }: TestDynamo): Promise<void> => {
  const table = tables.jobs;
  const item = (bytes: number) => filled({ jobId: 'probe', item: 'probe' }, bytes);
  const put = async (bytes: number): Promise<number | undefined> => {
    const command = new PutCommand({ TableName: table, Item: item(bytes), ReturnConsumedCapacity: 'TOTAL' });
    return (await client.send(command)).ConsumedCapacity?.CapacityUnits;
  };
  const transact = async (bytes: number): Promise<number | undefined> => {
    const TransactItems = [{ Put: { TableName: table, Item: item(bytes) } }];
    const command = new TransactWriteCommand({ TransactItems, ReturnConsumedCapacity: 'TOTAL' });
    return (await client.send(command)).ConsumedCapacity?.[0]?.CapacityUnits;
  };
  const probes: [what: string, ask: () => Promise<number | undefined>, expected: number][] = [
    ['an item of 1,024 bytes', () => put(1_024), 1],
    ['an item of 1,025 bytes', () => put(1_025), 2],
    ['an item made smaller again', () => put(100), 2],
    ['an item of 1,025 bytes in a transaction', () => transact(1_025), 4],
  ];
  for (const [what, ask, expected] of probes) {
    const units = await ask();
    if (units !== expected) {
      throw new Error(`The emulator counts ${units} write units for ${what}, where AWS counts ${expected}.`);
    }
  }
};
