import { type Limits, newTable, warmTable } from './assumptions.ts';
import { counterDesign } from './counter-design.ts';
import { rotaDesign } from './rota-design.ts';
import { type Outcome, play, type Scenario } from './scenario.ts';

/** The two designs in one scenario. */
export type Cell = { workers: number; rotations: number; counter: Outcome; rota: Outcome };

const workersTried = [1, 4, 16, 64];
const rotationsTried = [1, 10, 100];

/** A hundred full batches: one for each of a hundred rotations. */
const burstRecords = 9_800;
const trickleRecords = 3_000;
/** With fewer workers, the rates of many rotations are more than either design can do. */
const trickleWorkers = 64;
const tricklePerSecond = 5;

const cellOf = (scenario: Scenario): Cell => ({
  workers: scenario.workers,
  rotations: scenario.rotations,
  counter: play(counterDesign, scenario),
  rota: play(rotaDesign, scenario),
});

/** Many records enrolled at once, for every number of workers and rotations. */
const burstCells = (limits: Limits, seed: number): Cell[] =>
  rotationsTried.flatMap((rotations) =>
    workersTried.map((workers) =>
      cellOf({ records: burstRecords, workers, rotations, limits, arrivals: 'together', seed }),
    ),
  );

/** Records enrolled one by one, a few a second for every rotation: the case that batches do not help. */
const trickleCells = (limits: Limits, seed: number): Cell[] =>
  rotationsTried.map((rotations) =>
    cellOf({
      records: trickleRecords,
      workers: trickleWorkers,
      rotations,
      limits,
      arrivals: { perSecond: tricklePerSecond },
      seed,
    }),
  );

export type ModelResults = {
  seed: number;
  bursts: { limits: Limits; records: number; cells: Cell[] }[];
  trickle: { limits: Limits; perSecond: number; cells: Cell[] };
};

/** @param seed the same seed gives the same results */
export const playAll = (seed: number): ModelResults => ({
  seed,
  bursts: [newTable, warmTable].map((limits) => ({
    limits,
    records: burstRecords,
    cells: burstCells(limits, seed),
  })),
  trickle: { limits: newTable, perSecond: tricklePerSecond, cells: trickleCells(newTable, seed) },
});
