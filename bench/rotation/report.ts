import { shown, textTable } from '../text-table.ts';
import type { Load } from './contender.ts';
import type { Figures } from './figures.ts';

type Row = [what: string, value: (figures: Figures) => number, decimals: number];

const rows: Row[] = [
  ['wall time, s', ({ seconds }) => seconds, 1],
  ['records/s', ({ recordsPerSecond }) => recordsPerSecond, 0],
  ['requests per record', ({ requests }) => requests, 3],
  ['retries per record', ({ retries }) => retries, 3],
  ['counter conflicts', ({ counterConflicts }) => counterConflicts, 0],
  ['write units per record', ({ writeUnits }) => writeUnits, 3],
];
const tableRow = (table: string): Row => [
  `  table ${table}`,
  ({ writeUnitsByTable }) => writeUnitsByTable[table] ?? 0,
  3,
];
const otherRows: Row[] = [
  ['write units per record in indexes', ({ indexWriteUnits }) => indexWriteUnits, 3],
  ['read units per record', ({ readUnits }) => readUnits, 3],
];

/** The two designs side by side, and how many times the baseline's figure each of Rota's is. */
export const comparisonTable = (rota: Figures, baseline: Figures): string => {
  const tables = Object.keys({ ...rota.writeUnitsByTable, ...baseline.writeUnitsByTable }).sort();
  const lines = [...rows, ...tables.map(tableRow), ...otherRows].map(([what, value, decimals]) => {
    const [own, other] = [value(rota), value(baseline)];
    const ratio = other === 0 ? '' : `${shown(own / other, own < other ? 3 : 1)} x`;
    return [what, shown(own, decimals), shown(other, decimals), ratio];
  });
  return textTable([['', rota.name, baseline.name, 'ratio'], ...lines]);
};

/** What has to be known to read the figures. */
export const conditions = ({ records, owners, producers, roundTripMs }: Load): string =>
  `${shown(records)} records, ${owners} owners, one rotation, on the embedded DynamoDB emulator, with ${roundTripMs} ms of network per request.
Rota     ${producers} producers enroll through the use case; FIFO queue in this process; the functions rotate and
         record-changes as deployed; history from the table's own stream. The time ends with the last history entry.
Counter  ${producers} workers; per record: read a counter, conditional update of it, again at once if somebody was faster;
         conditional update of the record, history put. Same items, same tables, same client.
The two take turns on the machine in five slices, each on an emulator of its own.
Write units are the emulator's own count, which was probed before the run and follows AWS's rules: 1 KB of the larger of
the item before and after, rounded up per item, twice in a transaction. A refused write is counted as if it had been done.
Requests to SQS, and those that read the stream, which on AWS is Lambda's part, are not counted; their time is.

`;
