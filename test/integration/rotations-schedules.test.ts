import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concurrently } from '../../lib/app/concurrently.ts';
import { chunksOf } from '../../lib/chunks-of.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { runSchedule } from '../support/schedules/run-schedule.ts';
import { seedsOf, toldOf } from '../support/seeds.ts';

const schedules = seedsOf(200);
const thisFile = 'test/integration/rotations-schedules.test.ts';
const atOnce = 50;
const sideBySide = 6;
const deadline = 300_000;

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

const problemsOf = async (schedule: number): Promise<string[]> => {
  const own = await dynamo.apart(`schedule${schedule}-`, ['records', 'directory', 'rotations']);
  return toldOf(schedule, thisFile, await runSchedule(schedule, own));
};

describe('whatever happens at once, each enrollment is decided once, and the standings are what the decisions say', () => {
  it.each(chunksOf(schedules, atOnce))(
    'in the schedules from %i on',
    async (...some: number[]) => {
      const problems = await concurrently(some, sideBySide, problemsOf);
      expect(problems.flat().join('\n')).toBe('');
    },
    deadline,
  );
});
