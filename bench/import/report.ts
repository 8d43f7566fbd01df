import { shown, textTable } from '../text-table.ts';
import type { Comparison, SideBySide } from './compare.ts';
import type { Load } from './contender.ts';
import type { Figures } from './measure.ts';

type Row = [what: string, value: (figures: Figures) => number, decimals: number];

const rows: Row[] = [
  ['rows', (figures) => figures.rows, 0],
  ['wall time, s', ({ seconds }) => seconds, 1],
  ['rows/s', ({ rowsPerSecond }) => rowsPerSecond, 0],
  ['requests per row', ({ requests }) => requests, 3],
  ['  to DynamoDB', ({ dynamoRequests }) => dynamoRequests, 3],
  ['write units per row', ({ writeUnits }) => writeUnits, 3],
];
const tableRow = (table: string): Row => [
  `  table ${table}`,
  ({ writeUnitsByTable }) => writeUnitsByTable[table] ?? 0,
  3,
];
const otherRows: Row[] = [
  ['write units per row in indexes', ({ indexWriteUnits }) => indexWriteUnits, 3],
  ['read units per row', ({ readUnits }) => readUnits, 3],
];

/** Rota and the baseline side by side, creating and updating; then what is measured of Rota alone. */
export const comparisonTable = ({ created, updated, memory, splitting }: Comparison): string => {
  const all = [created.rota, created.baseline, updated.rota, updated.baseline];
  const tables = [...new Set(all.flatMap((figures) => Object.keys(figures.writeUnitsByTable)))].sort();
  const lines = [...rows, ...tables.map(tableRow), ...otherRows].map(([what, value, decimals]) => [
    what,
    ...all.map((figures) => shown(value(figures), decimals)),
  ]);
  const header = ['', 'Rota creates', 'baseline', 'Rota updates', 'baseline'];
  const speedUp = ({ rota, baseline }: SideBySide): string =>
    `${shown(rota.rowsPerSecond / baseline.rowsPerSecond, 1)} x`;
  const ratios = ['  in relation to the baseline', speedUp(created), '', speedUp(updated), ''];
  lines.splice(3, 0, ratios);
  return `${textTable([header, ...lines])}
Memory of this process while Rota worked: ${shown(memory.peak)} MB at most, ${shown(memory.before)} MB before it began.
Splitting alone: ${shown(splitting.rowsPerSecond)} rows/s; csv-parse on the same file: ${shown(splitting.csvParseRowsPerSecond)} rows/s.
`;
};

/** What has to be known to read the figures. */
export const conditions = (load: Load): string =>
  `${shown(load.rows)} contacts of about 120 bytes, then the same again with another phone number each, on the embedded DynamoDB emulator, with
${load.roundTripMs} ms of network per request.
Rota      The functions import-csv and import-chunk as deployed, ${load.workers} chunks at a time, in this one process; files on disk in
          place of the bucket, a queue in this process. The time ends when the import is closed.
Baseline  csv-parse, one row at a time: query by e-mail on an index, put; the same items in the same table. Only ${shown(load.baselineRows)} rows:
          each takes as long as any other.
The two take turns on the machine in five slices, each on an emulator of its own.
Write units are the emulator's own count, which follows AWS's rules; those of the history, which follows later from the stream,
are not among them. Requests are those to DynamoDB, the bucket and the queue; Lambda's own to the queue are not counted.

`;
