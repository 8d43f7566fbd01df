import { type CrmRecord, uniqueKeysOf } from '../record/record.ts';
import type { PendingWrite } from './fold.ts';

const mostItems = 100;
/** A transaction may hold 4 MB. */
const mostBytes = 3_000_000;

const encoder = new TextEncoder();

/** The bytes that a record's properties take in its item, names and values. */
export const recordBytes = (record: CrmRecord): number =>
  Object.entries(record.properties).reduce(
    (sum, [name, value]) => sum + name.length + encoder.encode(value).length,
    0,
  );

const keysOf = (record: CrmRecord | undefined): string[] =>
  record === undefined || record.archivedAt !== null
    ? []
    : uniqueKeysOf(record.objectType, record.properties);

/** The unique keys that a write takes or gives up; each is one item of its transaction, as is the record. */
const keysMoved = ({ before, after }: PendingWrite): string[] => {
  const held = keysOf(before);
  const wanted = keysOf(after);
  return [...held.filter((key) => !wanted.includes(key)), ...wanted.filter((key) => !held.includes(key))];
};

const pack = (writes: readonly PendingWrite[]): PendingWrite[][] => {
  const transactions: PendingWrite[][] = [];
  let items = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (const write of writes) {
    const moreItems = 1 + keysMoved(write).length;
    const moreBytes = recordBytes(write.after);
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
export const planTransactions = (writes: readonly PendingWrite[]): PendingWrite[][][] => {
  const waves: PendingWrite[][] = [];
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
