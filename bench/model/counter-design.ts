import { counterBackoff, latency, messagesPerDelivery } from './assumptions.ts';
import { drawFrom } from './chance.ts';
import { type HotItem, jitter, newHotItem, partition } from './database.ts';
import type { Design, Enrolled } from './scenario.ts';
import { newSignal, type Process } from './simulation.ts';

/** The baseline: a counter per rotation, and workers that give away one record after the other. */
export const counterDesign: Design = ({ scenario, simulation, database, chance, decided }) => {
  const counters = Array.from({ length: scenario.rotations }, (_, n) => newHotItem(`counter ${n}`));
  const queue: Enrolled[] = [];
  const arrived = newSignal();

  const takeTurn = function* (counter: HotItem): Process {
    const draft = new Map([
      ['Rotations', 1],
      [partition(counter.key), 1],
    ]);
    for (let attempt = 0; ; attempt++) {
      if (attempt > 0) yield jitter(counterBackoff, attempt, chance);
      // The read sees what is there halfway; what comes after that makes the write fail.
      database.counts.requests += 1;
      const half = drawFrom(latency.read, chance) / 2;
      yield half;
      const { version } = counter;
      yield half;
      if ((yield* database.write(draft, { item: counter, version })) === 'DONE') return;
    }
  };
  const giveAway = function* (record: Enrolled): Process {
    const counter = counters[record.rotation];
    if (counter === undefined) throw new Error(`There is no rotation ${record.rotation}.`);
    yield* takeTurn(counter);
    yield latency.computePerRecord;
    yield* database.write(database.recordDraft(1));
    decided(record);
    yield* database.write(
      new Map([
        ['Changes', 1],
        ['byRun', 1],
      ]),
    );
  };
  const worker = function* (): Process {
    for (;;) {
      const delivery = queue.splice(0, messagesPerDelivery);
      if (delivery.length === 0) {
        yield arrived;
        continue;
      }
      yield drawFrom(latency.standardQueue, chance);
      for (const record of delivery) yield* giveAway(record);
    }
  };
  for (let n = 0; n < scenario.workers; n++) simulation.start(worker());
  return (records) => {
    queue.push(...records);
    for (const _ of records) simulation.wake(arrived);
  };
};
