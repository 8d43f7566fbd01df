import { decideRows, type RowDecision } from './decide.ts';
import type { ImportRun, Known } from './fold.ts';
import type { ImportRow } from './row.ts';

/**
 * What an attempt that was cut short has done of a chunk, from the records as they are: a row with nothing left to write is
 * what it would be if its chunk came again; the others are undone.
 */
export const splitByDone = (
  rows: readonly ImportRow[],
  known: Known,
  run: ImportRun,
): { done: RowDecision[]; undone: ImportRow[] } => {
  const done: RowDecision[] = [];
  const undone: ImportRow[] = [];
  for (const row of rows) {
    const { decisions, writes } = decideRows([row], known, run);
    if (writes.length === 0) done.push(...decisions);
    else undone.push(row);
  }
  return { done, undone };
};
