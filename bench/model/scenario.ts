import type { Limits } from './assumptions.ts';
import { chanceOf } from './chance.ts';
import { createDatabase, type Database } from './database.ts';
import { createSimulation, type Simulation } from './simulation.ts';

/** What is to be done and with how many hands. */
export type Scenario = {
  records: number;
  workers: number;
  rotations: number;
  limits: Limits;
  /** All records at once, in full batches, or each by itself, so many a second for every rotation. */
  arrivals: 'together' | { perSecond: number };
  seed: number;
};

/** What became of it; times in milliseconds from a record's enrollment to its decision. */
export type Outcome = {
  decided: number;
  recordsPerSecond: number;
  p50: number;
  p95: number;
  requestsPerRecord: number;
  retriesPerRecord: number;
  conflicts: number;
  throttled: number;
};

/** A record that waits for its owner: of which rotation, and since when. */
export type Enrolled = { id: number; rotation: number; at: number };

/** What a design has to work with. */
export type World = {
  scenario: Scenario;
  simulation: Simulation;
  database: Database;
  chance: () => number;
  /** @throws Error if the record is decided already */
  decided: (record: Enrolled) => void;
};

/** One of the two designs: starts its workers, and gives what takes a record in. */
export type Design = (world: World) => (records: readonly Enrolled[]) => void;

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;

const enrollTogether = ({ records, rotations }: Scenario): Enrolled[] =>
  Array.from({ length: records }, (_, id) => ({ id, rotation: id % rotations, at: 0 }));

/** Plays one scenario with one design. The same scenario comes to the same outcome, on any machine. */
export const play = (design: Design, scenario: Scenario): Outcome => {
  const chance = chanceOf(scenario.seed);
  const simulation = createSimulation();
  const database = createDatabase(simulation, scenario.limits, chance);
  const waits = new Map<number, number>();
  let last = 0;
  const decided = ({ id, at }: Enrolled): void => {
    if (waits.has(id)) throw new Error(`Record ${id} is decided twice.`);
    last = simulation.now();
    waits.set(id, last - at);
  };
  const enroll = design({ scenario, simulation, database, chance, decided });
  const { arrivals, records, rotations } = scenario;
  if (arrivals === 'together') {
    enroll(enrollTogether(scenario));
  } else {
    simulation.start(
      (function* () {
        for (let id = 0; id < records; id++) {
          yield (-Math.log(1 - chance()) * 1_000) / (arrivals.perSecond * rotations);
          enroll([{ id, rotation: Math.floor(chance() * rotations), at: simulation.now() }]);
        }
      })(),
    );
  }
  simulation.run();

  const sorted = [...waits.values()].sort((a, b) => a - b);
  const { requests, retries, conflicts, throttled } = database.counts;
  return {
    decided: waits.size,
    recordsPerSecond: (waits.size * 1_000) / last,
    p50: share(sorted, 0.5),
    p95: share(sorted, 0.95),
    requestsPerRecord: requests / waits.size,
    retriesPerRecord: retries / waits.size,
    conflicts,
    throttled,
  };
};
