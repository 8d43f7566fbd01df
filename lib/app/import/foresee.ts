import { decideRows, type RowDecision } from '../../domain/import/decide.ts';
import type { ImportRun } from '../../domain/import/fold.ts';
import { type Forecast, forecastOf } from '../../domain/import/forecast.ts';
import type { ImportRow } from '../../domain/import/row.ts';
import type { RecordStore } from '../ports/records.ts';
import { look } from './write-rows.ts';

/** Decides rows on what is there, and says of each what would become of it, in the order of the file. Nothing is written. */
export const foresee = async (
  deps: { records: Pick<RecordStore, 'findIds' | 'getMany'> },
  rows: readonly ImportRow[],
  run: ImportRun,
): Promise<{ decisions: RowDecision[]; forecast: Forecast[] }> => {
  const known = await look(deps, rows, run, false);
  const { decisions } = decideRows(rows, known, run);
  return { decisions, forecast: decisions.map((decision) => forecastOf(decision, known)) };
};
