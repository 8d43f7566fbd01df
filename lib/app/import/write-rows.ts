import { decideRows, type RowDecision } from '../../domain/import/decide.ts';
import type { ImportRun, Known } from '../../domain/import/fold.ts';
import type { ImportRow } from '../../domain/import/row.ts';
import { planTransactions } from '../../domain/import/transactions.ts';
import type { RecordWrite } from '../../domain/record/unique-key.ts';
import { concurrently } from '../concurrently.ts';
import type { RecordStore } from '../ports/records.ts';
import { again, done, untilSettled } from '../retry.ts';
import type { ChunkDeps } from './import-deps.ts';

/** Transactions of one chunk at a time: with several chunks at work, enough to keep a new table busy. */
const transactionsAtOnce = 4;

type WriteDeps = Pick<ChunkDeps, 'records'>;

/**
 * Reads every record that the rows may mean. The records that rows would create are looked for only when a write has failed:
 * they are there only if the chunk comes a second time, and then the write says so.
 */
export const look = async (
  { records }: { records: Pick<RecordStore, 'findIds' | 'getMany'> },
  rows: readonly ImportRow[],
  { set: { objectType } }: ImportRun,
  withCreated: boolean,
): Promise<Known> => {
  const idByKey = await records.findIds(rows.flatMap((row) => row.keys));
  const named = rows.flatMap(({ recordId, createdId }) => [
    ...(recordId === null ? [] : [recordId]),
    ...(withCreated ? [createdId] : []),
  ]);
  return { idByKey, records: await records.getMany(objectType, [...idByKey.values(), ...named]) };
};

/** @returns the ids of the records that were not written, since they or their keys have changed meanwhile */
const write = async ({ records }: WriteDeps, writes: readonly RecordWrite[]): Promise<Set<string>> => {
  const unwritten = new Set<string>();
  for (const wave of planTransactions(writes)) {
    await concurrently(wave, transactionsAtOnce, async (transaction) => {
      const result = await records.commit(transaction);
      if (!result.committed) for (const { after } of transaction) unwritten.add(after.id);
    });
  }
  return unwritten;
};

/**
 * Decides the rows on what is there, writes, and decides those anew whose records somebody else has written in between.
 *
 * @returns one decision per row
 * @throws Conflict if others keep writing the same records; what was written stays and is recognised when the rows come again
 */
export const writeRows = async (
  deps: WriteDeps,
  rows: readonly ImportRow[],
  run: ImportRun,
): Promise<RowDecision[]> => {
  const settled: RowDecision[] = [];
  let pending = rows;
  let isRetry = false;
  return untilSettled(async () => {
    const known = await look(deps, pending, run, isRetry);
    const { decisions, writes } = decideRows(pending, known, run);
    const unwritten = await write(deps, writes);
    // A row may have failed because of what another row was about to write, so it is looked at again as well.
    const isOpen = ({ recordId, outcome }: RowDecision): boolean =>
      unwritten.size > 0 && (recordId === null ? outcome === 'failed' : unwritten.has(recordId));
    settled.push(...decisions.filter((decision) => !isOpen(decision)));
    pending = decisions.filter(isOpen).map(({ row }) => row);
    isRetry = true;
    return pending.length === 0 ? done(settled) : again;
  });
};
