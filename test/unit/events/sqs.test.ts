import type { Context, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createQueueHandler } from '../../../lib/events/sqs.ts';

type Message = { name: string; group?: string; body?: string };

const messageOf = ({ name, group, body = JSON.stringify(name) }: Message): SQSRecord => ({
  messageId: name,
  receiptHandle: name,
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'rota',
    ApproximateFirstReceiveTimestamp: '0',
    ...(group === undefined ? {} : { MessageGroupId: group }),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:queue',
  awsRegion: 'eu-west-1',
});

/** Delivers the messages to a function that fails at some of them: what it tried, in order, and what it reported. */
const deliver = async (messages: Message[], failing: string[] = []) => {
  const tried: unknown[] = [];
  const handler = createQueueHandler(async (body) => {
    tried.push(body);
    await Promise.resolve();
    if (failing.includes(String(body))) throw new Error(`no ${String(body)}`);
  });
  const { batchItemFailures } = await handler({ Records: messages.map(messageOf) }, {} as Context);
  return { tried, reported: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

describe('a FIFO queue', () => {
  const twoGroups = ['a1', 'b1', 'a2', 'b2', 'a3', 'b3'].map((name) => ({ name, group: name.charAt(0) }));

  it('has every group worked through in its order', async () => {
    const { tried, reported } = await deliver(twoGroups);
    expect(tried.filter((name) => String(name).startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(tried.filter((name) => String(name).startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
    expect(reported).toEqual([]);
  });

  it('has nothing tried behind a failure in its group, and all of it reported', async () => {
    const { tried, reported } = await deliver(twoGroups, ['a2']);
    expect(tried).not.toContain('a3');
    expect(reported).toEqual(['a2', 'a3']);
  });

  it('has the other groups go on', async () => {
    const { tried } = await deliver(twoGroups, ['a1']);
    expect(tried.filter((name) => String(name).startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
  });

  it('has every group report its own failures', async () => {
    const { reported } = await deliver(twoGroups, ['a3', 'b1']);
    expect(reported.sort()).toEqual(['a3', 'b1', 'b2', 'b3']);
  });

  it('has an unreadable message block only its group', async () => {
    const { tried, reported } = await deliver([
      { name: 'a1', group: 'a', body: '{' },
      { name: 'a2', group: 'a' },
      { name: 'b1', group: 'b' },
    ]);
    expect(tried).toEqual(['b1']);
    expect(reported).toEqual(['a1', 'a2']);
  });
});

describe('a standard queue', () => {
  it('has only the failed messages reported', async () => {
    const { tried, reported } = await deliver(
      [{ name: '1' }, { name: '2' }, { name: '3', body: 'no json' }, { name: '4' }],
      ['2'],
    );
    expect(tried).toEqual(['1', '2', '4']);
    expect(reported).toEqual(['2', '3']);
  });

  it('has nothing reported of no messages', async () => {
    expect(await deliver([])).toEqual({ tried: [], reported: [] });
  });
});
