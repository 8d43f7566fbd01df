import { describe, expect, it } from 'vitest';
import { fifoQueue } from '../../../../bench/rotation/fifo-queue.ts';
import type { QueueHandler } from '../../../../lib/events/sqs.ts';
import { aBatch } from '../../../support/builders.ts';

const batches = (rotationId: string, count: number) =>
  Array.from({ length: count }, (_, n) => aBatch(rotationId, [`${n}`], { batchId: `${n}` }));

/** A function that notes what it gets, and reports some messages as failed the first time. */
const recorder = (failing: string[] = []): { seen: string[][]; handler: QueueHandler } => {
  const seen: string[][] = [];
  const handler: QueueHandler = async ({ Records }) => {
    seen.push(Records.map(({ messageId }) => messageId));
    const failed = Records.filter(({ messageId }) => failing.includes(messageId));
    failing.splice(0);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
  return { seen, handler };
};

describe('the queue', () => {
  it('hands out ten messages of one rotation at a time, in order', async () => {
    const queue = fifoQueue();
    await queue.send([...batches('1', 12), ...batches('2', 1)]);
    const { seen, handler } = recorder();
    while ((await queue.deliver(handler)).length > 0);
    const ten = Array.from({ length: 10 }, (_, n) => `1-${n}`);
    expect(seen).toEqual([ten, ['1-10', '1-11'], ['2-0']]);
  });

  it('takes the same batch of a rotation once', async () => {
    const queue = fifoQueue();
    await queue.send([...batches('1', 1), ...batches('1', 1), ...batches('2', 1)]);
    const { seen, handler } = recorder();
    while ((await queue.deliver(handler)).length > 0);
    expect(seen).toEqual([['1-0'], ['2-0']]);
  });

  it('hands out again, before the others, what was reported as failed', async () => {
    const queue = fifoQueue();
    await queue.send(batches('1', 12));
    const { seen, handler } = recorder(['1-8', '1-9']);
    expect(await queue.deliver(handler)).toHaveLength(8);
    await queue.deliver(handler);
    expect(seen[1]).toEqual(['1-8', '1-9', '1-10', '1-11']);
  });

  it('gives up on a message that fails for good', async () => {
    const queue = fifoQueue();
    await queue.send(batches('1', 1));
    const handler: QueueHandler = async () => ({ batchItemFailures: [{ itemIdentifier: '1-0' }] });
    const deliverAll = async () => {
      for (;;) await queue.deliver(handler);
    };
    await expect(deliverAll()).rejects.toThrow('failed 3 times');
  });
});
