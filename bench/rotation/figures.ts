import { atLeast, atMost, type Target } from '../targets.ts';
import { sum, type Tally } from './tally.ts';

/** What was measured of one design; requests, retries and units are per record. */
export type Figures = {
  name: string;
  seconds: number;
  recordsPerSecond: number;
  requests: number;
  retries: number;
  /** Refused writes of the counter, or of the standings; in all. */
  counterConflicts: number;
  writeUnits: number;
  /** The same by table. */
  writeUnitsByTable: Record<string, number>;
  indexWriteUnits: number;
  readUnits: number;
};

/** @param counterTable the table in which both designs keep whose turn it is */
export const figuresOf = (
  name: string,
  measured: { records: number; seconds: number; tally: Tally; counterTable: string },
): Figures => {
  const { records, seconds, tally, counterTable } = measured;
  return {
    name,
    seconds,
    recordsPerSecond: records / seconds,
    requests: tally.requests / records,
    retries: tally.retries / records,
    counterConflicts: tally.conflicts[counterTable] ?? 0,
    writeUnits: sum(tally.writeUnits) / records,
    writeUnitsByTable: Object.fromEntries(
      Object.entries(tally.writeUnits).map(([table, units]) => [table, units / records]),
    ),
    indexWriteUnits: tally.indexWriteUnits / records,
    readUnits: tally.readUnits / records,
  };
};

const least = { speedUp: 10 };
const most = { requests: 0.1, writeUnits: 3.2 };

export const targetsOf = (rota: Figures, baseline: Figures): Target[] => [
  atLeast(
    "times the baseline's throughput",
    rota.recordsPerSecond / baseline.recordsPerSecond,
    least.speedUp,
  ),
  atMost('requests per record, history and standings included', rota.requests, most.requests),
  atMost(
    'write units per record, history and standings included, indexes apart',
    rota.writeUnits,
    most.writeUnits,
  ),
  {
    what: 'conflicts on the standings',
    wanted: 'none',
    measured: rota.counterConflicts,
    met: rota.counterConflicts === 0,
  },
];
