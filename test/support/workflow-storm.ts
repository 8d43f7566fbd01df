import type { DynamoDBRecord } from 'aws-lambda';
import type { QueuedBatch } from '../../lib/app/ports/rotations.ts';
import type { WorkflowMessage } from '../../lib/app/ports/workflows.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import { enrollChanges } from '../../lib/app/workflow/enroll-changes.ts';
import { runMessage } from '../../lib/app/workflow/run-message.ts';
import type { Draw } from '../../lib/domain/rotation/random.ts';
import { recordWrites } from '../../lib/events/record-writes.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { between, oneOf } from './draws.ts';
import type { TestDynamo } from './dynamo.ts';
import { type Fault, withFaults } from './faults.ts';
import { killed } from './hazards.ts';
import type { WorkflowDesk } from './workflow-desk.ts';

type Delivery =
  | { kind: 'stream'; records: readonly DynamoDBRecord[] }
  | { kind: 'workflow'; message: WorkflowMessage }
  | { kind: 'rotation'; batch: QueuedBatch };

/** One worker, who may be killed before or after any call that they make, and of whose transactions some are cancelled. */
const mortal = (draw: Draw, oneIn: number) => {
  let dead = false;
  const dieAround = async <T>(call: () => Promise<T>): Promise<T> => {
    if (dead) throw killed();
    const fate = draw(oneIn);
    if (fate === 0) {
      dead = true;
      throw killed();
    }
    const answer = await call();
    if (fate === 1) {
      dead = true;
      throw killed();
    }
    return answer;
  };
  const fault: Fault = { act: ({ proceed }) => dieAround(() => proceed()) };
  return { fault, dieAround };
};

/**
 * Delivers everything that a desk's stream and queues have told, in small batches, in any order, much of it twice, several at a time, to
 * workers who are killed at random; what a killed worker had comes again. At the end, in calm weather, all of it once more.
 */
export const workflowStorm = (desk: WorkflowDesk, dynamo: TestDynamo, draw: Draw) => {
  const waiting: Delivery[] = [];
  const all: Delivery[] = [];
  let kills = 0;
  const post = (delivery: Delivery): void => {
    all.push(delivery);
    waiting.push(delivery, delivery);
  };
  const hear = async (): Promise<void> => {
    const records = await desk.toldByStream();
    for (let start = 0; start < records.length; ) {
      const size = between(draw, 1, 40);
      post({ kind: 'stream', records: records.slice(start, start + size) });
      start += size;
    }
  };
  const deliver = async (delivery: Delivery, client: Dynamo, around: typeof plainly): Promise<void> => {
    const workflowQueue = {
      send: (messages: readonly WorkflowMessage[]) =>
        around(async () => {
          for (const message of messages) post({ kind: 'workflow', message });
        }),
    };
    const queue = {
      send: (batches: readonly QueuedBatch[]) =>
        around(async () => {
          for (const batch of batches) post({ kind: 'rotation', batch });
        }),
      retryHeld: async () => undefined,
    };
    const patience = { attempts: 10, ceilingMs: 4 };
    const runner = { ...desk.runner(client), patience };
    const rotating = { ...desk.worker(client), now: desk.now, patience };
    switch (delivery.kind) {
      case 'stream':
        await enrollChanges({ ...runner, workflowQueue }, recordWrites(delivery.records, recordFromImage));
        return;
      case 'workflow':
        await runMessage({ ...runner, rotationQueue: queue }, delivery.message);
        return;
      case 'rotation':
        await rotate({ ...rotating, queue, workflowQueue }, delivery.batch);
    }
  };
  const inStorm = async (delivery: Delivery): Promise<void> => {
    const { fault, dieAround } = mortal(draw, 60);
    try {
      await deliver(delivery, withFaults(dynamo, fault), dieAround);
    } catch {
      kills += 1;
      waiting.push(delivery);
    }
  };
  return {
    async blow(): Promise<void> {
      for (;;) {
        await hear();
        if (waiting.length === 0) return;
        const some = Array.from({ length: Math.min(between(draw, 1, 4), waiting.length) }, () => {
          const next = oneOf(draw, waiting);
          waiting.splice(waiting.indexOf(next), 1);
          return next;
        });
        await Promise.all(some.map(inStorm));
      }
    },
    /** Everything that there ever was, once more, and whatever that leads to. */
    async calm(): Promise<void> {
      for (const delivery of [...all]) await deliver(delivery, desk.client, plainly);
      await hear();
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        await deliver(next, desk.client, plainly);
    },
    kills: () => kills,
  };
};

const plainly = <T>(call: () => Promise<T>): Promise<T> => call();
