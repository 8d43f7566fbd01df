import { chunksOf } from '../../lib/chunks-of.ts';
import { largestBatch } from '../../lib/domain/rotation/rotation.ts';
import {
  decisionAttempts,
  decisionBackoff,
  latency,
  ledgerUnits,
  messagesPerDelivery,
  redeliveryAfterMs,
} from './assumptions.ts';
import { drawFrom } from './chance.ts';
import { type Draft, type HotItem, jitter, newHotItem, partition, together } from './database.ts';
import type { Design, Enrolled } from './scenario.ts';
import { newSignal, type Process } from './simulation.ts';

type Batch = readonly Enrolled[];

/** A message group of the FIFO queue: the batches of one rotation, of which one delivery is under way at a time. */
type Group = { standings: HotItem; batches: Batch[]; state: 'idle' | 'ready' | 'busy' };

/** Rota: batches in a FIFO queue, one group per rotation, one transaction per batch. */
export const rotaDesign: Design = ({ scenario, simulation, database, chance, decided }) => {
  const groups = Array.from(
    { length: scenario.rotations },
    (_, n): Group => ({ standings: newHotItem(`rotation ${n}`), batches: [], state: 'idle' }),
  );
  const ready: Group[] = [];
  const becameReady = newSignal();
  const offer = (group: Group): void => {
    if (group.state !== 'idle' || group.batches.length === 0) return;
    group.state = 'ready';
    ready.push(group);
    simulation.wake(becameReady);
  };

  const draftOf = (batch: Batch, { key }: HotItem): Draft => {
    const ledger = ledgerUnits(batch.length);
    const ownDraft = new Map([
      ['Rotations', ledger],
      [partition(key), ledger],
    ]);
    return together(ownDraft, ...batch.map(() => database.recordDraft(2)));
  };
  /** As lib/app/rotation/weigh.ts and rotate.ts: the standings and the decision, rotation and settings, records and owners; then the commit. */
  const decide = function* (batch: Batch, standings: HotItem): Process<boolean> {
    for (let attempt = 0; attempt < decisionAttempts; attempt++) {
      if (attempt > 0) yield jitter(decisionBackoff, attempt, chance);
      const { version } = standings;
      yield* database.read(latency.read);
      yield* database.read(latency.read);
      // The owners are read beside the records, and take no longer.
      database.counts.requests += 1;
      yield* database.read(batch.length > 1 ? latency.batchRead : latency.read);
      yield batch.length * latency.computePerRecord;
      const condition = { item: standings, version };
      const draft = draftOf(batch, standings);
      if ((yield* database.transact(batch.length + 2, draft, condition)) === 'DONE') return true;
    }
    return false;
  };
  /** Up to ten messages in order. Behind one that fails nothing is tried; it and they come again when they are visible again. */
  const deliver = function* (group: Group): Process {
    yield drawFrom(latency.fifoQueue, chance);
    const delivery = group.batches.splice(0, messagesPerDelivery);
    while (delivery.length > 0) {
      const [batch = []] = delivery;
      if (!(yield* decide(batch, group.standings))) break;
      for (const record of batch) decided(record);
      delivery.shift();
    }
    if (delivery.length > 0) simulation.start(comeAgain(group, delivery));
    else free(group);
  };
  const free = (group: Group): void => {
    group.state = 'idle';
    offer(group);
  };
  const comeAgain = function* (group: Group, batches: readonly Batch[]): Process {
    yield redeliveryAfterMs;
    group.batches.unshift(...batches);
    free(group);
  };
  const worker = function* (): Process {
    for (;;) {
      const group = ready.shift();
      if (group === undefined) {
        yield becameReady;
        continue;
      }
      group.state = 'busy';
      yield* deliver(group);
    }
  };
  for (let n = 0; n < scenario.workers; n++) simulation.start(worker());
  return (records) => {
    for (const [rotation, enrolled] of Map.groupBy(records, (record) => record.rotation)) {
      const group = groups[rotation];
      if (group === undefined) throw new Error(`There is no rotation ${rotation}.`);
      group.batches.push(...chunksOf(enrolled, largestBatch));
      offer(group);
    }
  };
};
