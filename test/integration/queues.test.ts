import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  type SendMessageBatchCommandInput,
  type SendMessageBatchCommandOutput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAwsEmulator } from '../../infra/local/emulators/aws.ts';
import { newSortableId } from '../../lib/runtime/ids.ts';
import { rotationQueue } from '../../lib/runtime/rotation-queue.ts';
import { sendMessages } from '../../lib/runtime/send-messages.ts';

let emulator: Awaited<ReturnType<typeof startAwsEmulator>>;
beforeAll(async () => {
  emulator = await startAwsEmulator({
    region: 'eu-west-1',
    secretAccessKey: 'test',
    dataDirectory: undefined,
    documents: {},
  });
});
afterAll(() => emulator.close());

const client = (): SQSClient =>
  new SQSClient({
    endpoint: emulator.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

const aQueue = async (name: string, attributes: Record<string, string> = {}): Promise<string> => {
  const { QueueUrl } = await client().send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  return QueueUrl ?? '';
};

/** A client whose first `times` batches come back without their second message, which SQS could not take. */
const dropsTheSecond = (times: number): SQSClient => {
  const sqs = client();
  let left = times;
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as SendMessageBatchCommandInput;
      const [first, dropped, ...others] = input.Entries ?? [];
      if (left <= 0 || first === undefined || dropped === undefined) return next(args);
      left -= 1;
      const { response, output } = await next({ ...args, input: { ...input, Entries: [first, ...others] } });
      const Failed = [{ Id: dropped.Id, SenderFault: false, Code: 'InternalError' }];
      return {
        response,
        output: { ...(output as unknown as SendMessageBatchCommandOutput), Failed } as never,
      };
    },
    { step: 'initialize', name: 'fault at SendMessageBatch' },
  );
  return sqs;
};

const bodiesIn = async (queueUrl: string): Promise<unknown[]> => {
  const bodies: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await client().send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body }) => JSON.parse(Body ?? '')));
  }
};

const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ body: n }));

describe('sendMessages', () => {
  it('sends more messages than one request holds', async () => {
    const queue = await aQueue('many');
    await sendMessages(client(), queue, numbered(23));
    expect((await bodiesIn(queue)).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      numbered(23).map(({ body }) => body),
    );
  });

  it('sends those again that were not taken', async () => {
    const queue = await aQueue('dropped');
    await sendMessages(dropsTheSecond(2), queue, numbered(3));
    expect((await bodiesIn(queue)).toSorted()).toEqual([0, 1, 2]);
  });
});

describe('rotationQueue', () => {
  it('takes a batch that is sent again once', async () => {
    const queue = await aQueue('rotations.fifo', { FifoQueue: 'true' });
    const batch = { batchId: 'b1', rotationId: '7', enrollments: [], actor: 'ada', runId: 'r' };
    await rotationQueue(client(), queue, newSortableId).send([batch]);
    await rotationQueue(client(), queue, newSortableId).send([batch]);
    expect(await bodiesIn(queue)).toEqual([batch]);
  });

  it('takes a batch that is passed on to another rotation', async () => {
    const queue = await aQueue('forwards.fifo', { FifoQueue: 'true' });
    const batch = { batchId: 'b1', rotationId: '7', enrollments: [], actor: 'ada', runId: 'r' };
    const { send } = rotationQueue(client(), queue, newSortableId);
    await send([batch]);
    await send([{ ...batch, rotationId: '8' }]);
    expect(await bodiesIn(queue)).toEqual([batch, { ...batch, rotationId: '8' }]);
  });
});
