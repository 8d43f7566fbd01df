import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type FixtureHost, startFixture } from '../../support/local-host.ts';

const started: { name: string; pid: number }[] = [];
let fixture: FixtureHost;

beforeAll(async () => {
  fixture = await startFixture({
    isolation: 'processes',
    onEnvironment: (name, pid) => void started.push({ name, pid }),
  });
});
afterAll(() => fixture.close());

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a function in a process of its own', () => {
  const run = async (what: string): Promise<number> =>
    (await fetch(`${fixture.host.apiUrl}/run?do=${what}`)).status;
  const last = (): number => started.at(-1)?.pid ?? 0;
  // A process takes its time to start, which counts as the function's.
  const untilItAnswers = () => eventually(async () => expect(await run('context')).toBe(200));

  test('answers call after call from the same process', async () => {
    await untilItAnswers();
    const [pid, count] = [last(), started.length];
    expect(pid).not.toBe(process.pid);
    for (let n = 0; n < 3; n++) expect(await run('context')).toBe(200);
    expect(started).toHaveLength(count);
  });

  test.each(['exit', 'spin'])('that goes wrong is ended and replaced: %s', async (what) => {
    await untilItAnswers();
    const pid = last();
    expect(await run(what)).toBe(500);
    await eventually(() => expect(isRunning(pid)).toBe(false));
    await untilItAnswers();
    expect(last()).not.toBe(pid);
  });
});
