import { rm } from 'node:fs/promises';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { LocalHostOptions } from '../../../infra/local/host.ts';
import {
  eventually,
  type FixtureHost,
  makeFixtureDirectory,
  startFixture,
} from '../../support/local-host.ts';

let kept: Awaited<ReturnType<typeof makeFixtureDirectory>>;
let fixture: FixtureHost | undefined;

beforeAll(async () => {
  kept = await makeFixtureDirectory();
});
afterAll(() => rm(kept.directory, { recursive: true }));
afterEach(() => fixture?.close());

const start = async (options: Partial<LocalHostOptions> = {}) => {
  fixture = await startFixture(options, kept);
  return fixture;
};

interface Batch {
  readonly batch: readonly string[];
}

const batches = ({ logged }: FixtureHost, functionId: string) =>
  logged<Batch>(functionId).map(({ batch }) => batch);

const send = ({ sqs, output }: FixtureHost, queue: string, body: object, group?: string) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: output(`${queue}Url`),
      MessageBody: JSON.stringify(body),
      ...(group === undefined ? {} : { MessageGroupId: group }),
    }),
  );

/** Sends messages so that one receive gets them all. */
const sendTogether = ({ sqs, output }: FixtureHost, queue: string, bodies: readonly object[]) =>
  sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: output(`${queue}Url`),
      Entries: bodies.map((body, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify({ kind: 'wanted', ...body }),
      })),
    }),
  );

/** How many messages a queue holds, visible or being processed. */
const depth = async ({ sqs, output }: FixtureHost, queue: string) => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: output(`${queue}Url`), AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes['ApproximateNumberOfMessages']) +
    Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
  );
};

const drained = (host: FixtureHost, queue: string) =>
  eventually(async () => expect(await depth(host, queue)).toBe(0));

test('a window gathers more messages than one receive gives, up to the batch size', async () => {
  const host = await start();
  const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
  await Promise.all(ids.map((id) => send(host, 'WorkQueue', { id })));
  await eventually(() => expect(batches(host, 'Work').flat()).toHaveLength(30));
  expect(batches(host, 'Work').flat().toSorted()).toEqual(ids.toSorted());
  expect(Math.max(...batches(host, 'Work').map(({ length }) => length))).toBe(25);
  await drained(host, 'WorkQueue');
});

test('only the messages that the function reports come again', async () => {
  const host = await start();
  await sendTogether(host, 'PickyQueue', [{ id: 'fine' }, { id: 'late', fail: 'report', times: 1 }]);
  await drained(host, 'PickyQueue');
  expect(batches(host, 'Picky')).toEqual([['fine', 'late'], ['late']]);
});

test.each(['throw', 'unknown', 'malformed'])('the whole batch comes again after: %s', async (fail) => {
  const host = await start();
  await sendTogether(host, 'PickyQueue', [{ id: 'fine' }, { id: 'bad', fail, times: 1 }]);
  await drained(host, 'PickyQueue');
  expect(batches(host, 'Picky').map((batch) => batch.toSorted())).toEqual([
    ['bad', 'fine'],
    ['bad', 'fine'],
  ]);
});

test('a message that keeps failing goes to the dead-letter queue after its last receive', async () => {
  const host = await start();
  await send(host, 'PickyQueue', { id: 'cursed', kind: 'wanted', fail: 'throw' });
  await eventually(async () => expect(await depth(host, 'PickyQueueDead')).toBe(1));
  expect(batches(host, 'Picky')).toEqual([['cursed'], ['cursed']]);
  const { Messages = [] } = await host.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: host.output('PickyQueueDeadUrl') }),
  );
  expect(Messages[0]?.Body).toContain('cursed');
  expect(host.errors[0]).toMatch(/Picky.* failed: Error: a message asks for it/);
});

test('a message that no filter wants is deleted without an invocation', async () => {
  const host = await start();
  await send(host, 'PickyQueue', { id: 'other', kind: 'unwanted' });
  await send(host, 'PickyQueue', { id: 'this', kind: 'wanted' });
  await drained(host, 'PickyQueue');
  expect(batches(host, 'Picky').flat()).toEqual(['this']);
});

test('a FIFO queue keeps the order within a group while a message of it fails', async () => {
  const host = await start();
  await send(host, 'OrderQueue', { id: 'a1', fail: 'report', times: 1 }, 'a');
  for (const id of ['a2', 'a3']) await send(host, 'OrderQueue', { id }, 'a');
  for (const id of ['b1', 'b2']) await send(host, 'OrderQueue', { id }, 'b');
  await drained(host, 'OrderQueue');
  const seen = batches(host, 'Order').flat();
  expect(seen.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a1', 'a2', 'a3']);
  expect(seen.filter((id) => id.startsWith('b'))).toEqual(['b1', 'b2']);
  for (const batch of batches(host, 'Order')) {
    expect(new Set(batch.map((id) => id[0])).size).toBe(batch.length);
  }
});

test('every batch can be delivered twice', async () => {
  const host = await start({ deliveries: 2 });
  await send(host, 'OrderQueue', { id: 'once' }, 'a');
  await drained(host, 'OrderQueue');
  expect(batches(host, 'Order')).toEqual([['once'], ['once']]);
});
