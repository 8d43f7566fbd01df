import { bytesOf } from '../record/properties.ts';
import { keyChanges, type RecordWrite } from '../record/unique-key.ts';

const mostItems = 100;
/** A transaction may hold 4 MB. */
const mostBytes = 3_000_000;

/** Each unique key that a write takes or gives up is one item of its transaction, as is the record. */
const keysMoved = (write: RecordWrite): string[] => {
  const { released, claimed } = keyChanges(write);
  return [...released, ...claimed];
};

const pack = (writes: readonly RecordWrite[]): RecordWrite[][] => {
  const transactions: RecordWrite[][] = [];
  let items = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (const write of writes) {
    const moreItems = 1 + keysMoved(write).length;
    const moreBytes = bytesOf(write.after.properties);
    if (items + moreItems > mostItems || bytes + moreBytes > mostBytes) {
      transactions.push([]);
      items = 0;
      bytes = 0;
    }
    transactions.at(-1)?.push(write);
    items += moreItems;
    bytes += moreBytes;
  }
  return transactions;
};

/**
 * Packs writes into as few transactions as hold them. A transaction cannot hold one key twice, so a write that takes a key
 * which an earlier one gives up waits for the wave after: the transactions of one wave may run side by side.
 */
export const planTransactions = (writes: readonly RecordWrite[]): RecordWrite[][][] => {
  const waves: RecordWrite[][] = [];
  const nextWaveOf = new Map<string, number>();
  for (const write of writes) {
    const keys = keysMoved(write);
    const wave = Math.max(0, ...keys.map((key) => nextWaveOf.get(key) ?? 0));
    for (const key of keys) nextWaveOf.set(key, wave + 1);
    waves[wave] ??= [];
    waves[wave].push(write);
  }
  return waves.map(pack);
};
