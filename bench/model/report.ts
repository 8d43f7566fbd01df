import { shown, textTable } from '../text-table.ts';
import { assumptionLines } from './assumptions.ts';
import type { Cell, ModelResults } from './grid.ts';
import type { Outcome } from './scenario.ts';

const seconds = (ms: number): string => shown(ms / 1_000, ms < 10_000 ? 2 : 0);

/** The columns of one design, the first one naming it. */
const columnsOf = (design: string, [first = '', ...others]: readonly string[]): string[] => [
  `${design}: ${first}`,
  ...others,
];

/** One line per cell: rotations, workers, and the same columns of both designs. */
const designTable = (
  cells: readonly Cell[],
  columns: readonly [name: string, value: (outcome: Outcome) => string][],
  last?: [name: string, value: (cell: Cell) => string],
): string => {
  const names = columns.map(([name]) => name);
  const top = ['rotations', 'workers', ...columnsOf('Rota', names), ...columnsOf('Counter', names)];
  const lines = cells.map((cell) => [
    String(cell.rotations),
    String(cell.workers),
    ...[cell.rota, cell.counter].flatMap((outcome) => columns.map(([, value]) => value(outcome))),
    ...(last === undefined ? [] : [last[1](cell)]),
  ]);
  return textTable([[...top, ...(last === undefined ? [] : [last[0]])], ...lines]);
};

const burstTable = (cells: readonly Cell[]): string =>
  designTable(
    cells,
    [
      ['rec/s', ({ recordsPerSecond }) => shown(recordsPerSecond)],
      ['p50', ({ p50 }) => seconds(p50)],
      ['p95', ({ p95 }) => seconds(p95)],
      ['retries', ({ retriesPerRecord }) => shown(retriesPerRecord, 2)],
    ],
    ['ratio', ({ rota, counter }) => `${shown(rota.recordsPerSecond / counter.recordsPerSecond, 1)} x`],
  );

const trickleTable = (cells: readonly Cell[]): string =>
  designTable(cells, [
    ['p50', ({ p50 }) => seconds(p50)],
    ['p95', ({ p95 }) => seconds(p95)],
    ['requests', ({ requestsPerRecord }) => shown(requestsPerRecord, 1)],
  ]);

/** The assumptions, then the figures that follow from them. */
export const modelReport = ({ seed, bursts, trickle }: ModelResults): string =>
  [
    assumptionLines,
    ...bursts.map(
      ({ limits, records, cells }) =>
        `${shown(records)} records enrolled at once, ${limits.name}; seconds from enrollment to decision, retries per record:\n\n` +
        burstTable(cells),
    ),
    `Records enrolled one by one, ${trickle.perSecond} a second for each rotation, ${trickle.limits.name}; seconds, requests per record:\n\n` +
      trickleTable(trickle.cells),
    `Seed ${seed}: the same seed gives the same figures on every machine.\n`,
  ].join('\n');
