import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { rule } from '../../../infra/local/resources/rule.ts';
import { createScheduledEvent, startSchedule } from '../../../infra/local/sources/schedule.ts';

const place = {
  ruleArn: 'arn:aws:events:eu-west-1:000000000000:rule/shop-Rule',
  account: '000000000000',
  region: 'eu-west-1',
};

describe('a schedule', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const start = (deliveries = 1) => {
    const events: object[] = [];
    const close = vi.fn(async () => undefined);
    const invoker = { invoke: (event: object) => void events.push(event), close };
    const source = startSchedule({ ...place, periodMs: 1_000, deliveries, invokers: [invoker, invoker] });
    return { events, source, close };
  };

  test('fires for the first time one period after its start, then once a period, for each target', async () => {
    const { events, source } = start();
    vi.advanceTimersByTime(999);
    expect(events).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(events).toHaveLength(2);
    vi.advanceTimersByTime(3_000);
    expect(events).toHaveLength(8);
    await source.close();
  });

  test('hands on the same event as often as it is told, and another each time it fires', async () => {
    const { events, source } = start(3);
    vi.advanceTimersByTime(2_000);
    const ids = events.map((event) => ('id' in event ? event.id : undefined));
    expect(ids).toEqual([...Array(6).fill(ids[0]), ...Array(6).fill(ids[6])]);
    expect(new Set(ids).size).toBe(2);
    await source.close();
  });

  test('leaves no timer when it is closed, and closes what invokes its targets', async () => {
    const { events, source, close } = start();
    await source.close();
    expect(vi.getTimerCount()).toBe(0);
    expect(close).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(5_000);
    expect(events).toHaveLength(0);
  });
});

test('the event of a schedule tells its rule and the second in which it fired', () => {
  expect(createScheduledEvent(place, new Date('2026-03-12T19:03:58.123Z'))).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: '2026-03-12T19:03:58Z',
    region: 'eu-west-1',
    resources: ['arn:aws:events:eu-west-1:000000000000:rule/shop-Rule'],
    detail: {},
  });
});

const read = (ScheduleExpression: unknown) => rule.properties.safeParse({ ScheduleExpression });

test.each([
  ['rate(1 minute)', 1],
  ['rate(45 minutes)', 45],
  ['rate(1 hour)', 60],
  ['rate(2 hours)', 120],
  ['rate(1 day)', 1_440],
  ['rate(24 days)', 34_560],
])('%s is a period of %i minutes', (expression, minutes) => {
  expect(read(expression).data?.ScheduleExpression).toBe(minutes);
});

test.each([
  ['rate(1 minutes)', 'only rates such as'],
  ['rate(5 minute)', 'only rates such as'],
  ['rate(0 minutes)', 'only rates such as'],
  ['rate(30 seconds)', 'only rates such as'],
  ['cron(0 12 * * ? *)', 'only rates such as'],
  ['rate(25 days)', 'only rates of up to 24 days'],
])('%s is refused: %s', (expression, message) => {
  expect(read(expression).error?.issues.map((issue) => issue.message)).toEqual([
    expect.stringContaining(message),
  ]);
});
