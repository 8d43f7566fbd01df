import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually, type FixtureHost, startFixture } from '../../support/local-host.ts';

let fixture: FixtureHost;

beforeAll(async () => {
  fixture = await startFixture({ minuteMs: 1, deliveries: 2 });
});
afterAll(() => fixture.close());

interface ScheduledLine {
  readonly event: { readonly id: string; readonly resources: readonly string[] };
}

const eventsOf = (functionId: string) => fixture.logged<ScheduledLine>(functionId).map(({ event }) => event);

const invocationsOf = (functionId: string) =>
  Object.entries(fixture.host.stats()).find(([name]) => name.includes(`-${functionId}`))?.[1].invocations;

test('a schedule invokes its function again and again, with each event as often as the host delivers', async () => {
  // Deliveries of one event run side by side, so the next event may overtake one of them.
  const [first, second] = await eventually(() => {
    const events = [...Map.groupBy(eventsOf('Ticking'), ({ id }) => id).values()].slice(0, 3);
    expect(events.map(({ length }) => length)).toEqual([2, 2, 2]);
    return events;
  });
  expect(first?.[0]).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: 'us-east-1',
    resources: [expect.stringMatching(/^arn:aws:events:us-east-1:000000000000:rule\/.*EveryTwoHours/)],
    detail: {},
  });
  expect(first?.[1]).toEqual(first?.[0]);
  expect(second?.[0]?.resources).toEqual(first?.[0]?.resources);
});

test('a function that fails on its schedule is tried again as it asks to be, then its destination is told', async () => {
  const failure = await eventually(async () => {
    const { Messages = [] } = await fixture.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: fixture.output('ScheduleFailuresUrl'), WaitTimeSeconds: 1 }),
    );
    return JSON.parse(Messages[0]?.Body ?? '');
  });
  expect(failure).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
    requestPayload: { source: 'aws.events', resources: [expect.stringContaining('BrokenOnceADay')] },
    responsePayload: { errorMessage: 'broken schedule' },
  });
});

test('a rule that is switched off invokes nothing, however often it would have', async () => {
  await eventually(() => expect(eventsOf('Ticking').length).toBeGreaterThan(0));
  expect(invocationsOf('Idle')).toBe(0);
});

test('a host that was closed leaves nothing that would keep its process running', async () => {
  const script = path.resolve('test/support/local-fixture/run-once.ts');
  const folders = [path.join(fixture.directory, 'assembly'), path.join(fixture.directory, 'once')];
  const child = spawn(process.execPath, [script, ...folders], { stdio: ['ignore', 'ignore', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
