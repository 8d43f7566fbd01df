import type { DynamoDBRecord } from 'aws-lambda';
import { runJob } from '../../lib/app/jobs/run-job.ts';
import type { QueuedBatch } from '../../lib/app/ports/rotations.ts';
import type { WorkflowMessage } from '../../lib/app/ports/workflows.ts';
import { retryHeld } from '../../lib/app/rotation/retry-held.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import { enrollChanges } from '../../lib/app/workflow/enroll-changes.ts';
import { runMessage } from '../../lib/app/workflow/run-message.ts';
import type { Job } from '../../lib/domain/job/job.ts';
import type { Draw } from '../../lib/domain/rotation/random.ts';
import { recordWrites } from '../../lib/events/record-writes.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { type DeliveryStorm, deliveryStorm } from './delivery-storm.ts';
import { between } from './draws.ts';
import type { TestDynamo } from './dynamo.ts';
import { jobDesk } from './job-desk.ts';
import type { Worker } from './mortal.ts';
import type { WorkflowDesk } from './workflow-desk.ts';

type Delivery =
  | { kind: 'stream'; records: readonly DynamoDBRecord[] }
  | { kind: 'workflow'; message: WorkflowMessage }
  | { kind: 'rotation'; batch: QueuedBatch }
  | { kind: 'held'; rotationId: string }
  | { kind: 'job'; job: Job };

export type WorkflowStorm = Pick<DeliveryStorm<Delivery>, 'blow' | 'calm' | 'kills'> & {
  /** What tries again what rotations hold. */
  queue: { retryHeld: (rotationIds: readonly string[]) => Promise<void> };
};

const patience = { attempts: 10, ceilingMs: 4 };

/** A storm over everything that a desk's stream and queues have told: enrolling, running, rotating, holding, and jobs that enrol. */
export const workflowStorm = (desk: WorkflowDesk, dynamo: TestDynamo, draw: Draw): WorkflowStorm => {
  const jobs = jobDesk(dynamo);
  const hear = async (): Promise<Delivery[]> => {
    const told: Delivery[] = desk.jobs.splice(0).map((job) => ({ kind: 'job', job }));
    const records = await desk.toldByStream();
    for (let start = 0; start < records.length; ) {
      const size = between(draw, 1, 40);
      told.push({ kind: 'stream', records: records.slice(start, start + size) });
      start += size;
    }
    return told;
  };
  const deliver = async (delivery: Delivery, { client, around }: Worker): Promise<unknown> => {
    const workflowQueue = {
      send: (messages: readonly WorkflowMessage[]) =>
        around(async () => {
          for (const message of messages) storm.post({ kind: 'workflow', message });
        }),
    };
    const queue = {
      send: (batches: readonly QueuedBatch[]) =>
        around(async () => {
          for (const batch of batches) storm.post({ kind: 'rotation', batch });
        }),
    };
    const jobQueue = { send: (job: Job) => around(async () => storm.post({ kind: 'job', job })) };
    const runner = { ...desk.runner(client), patience };
    const rotating = { ...desk.worker(client), now: desk.now, patience, queue, workflowQueue };
    switch (delivery.kind) {
      case 'stream':
        return enrollChanges({ ...runner, workflowQueue }, recordWrites(delivery.records, recordFromImage));
      case 'workflow':
        return runMessage({ ...runner, rotationQueue: queue }, delivery.message);
      case 'rotation':
        return rotate(rotating, delivery.batch);
      case 'held':
        return retryHeld(rotating, delivery.rotationId);
      case 'job':
        return runJob(
          { ...jobs.worker(client), now: desk.now, queue: jobQueue, workflowQueue },
          delivery.job,
        );
    }
  };
  const storm = deliveryStorm<Delivery>({ dynamo, draw, hear, deliver });
  return {
    ...storm,
    queue: {
      retryHeld: async (rotationIds) => {
        for (const rotationId of rotationIds) storm.post({ kind: 'held', rotationId });
      },
    },
  };
};
