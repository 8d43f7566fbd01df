import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concurrently } from '../../../lib/app/concurrently.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { runApplySchedule } from '../../support/import-schedules/run-apply-schedule.ts';
import { runImportSchedule } from '../../support/import-schedules/run-import-schedule.ts';
import { seedsOf, toldOf } from '../../support/seeds.ts';

const schedules = seedsOf(100);
const thisFile = 'test/integration/import/import-schedules.test.ts';
const atOnce = 25;
const sideBySide = 6;
const deadline = 300_000;

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

const problemsOf = async (run: typeof runImportSchedule, schedule: number): Promise<string[]> => {
  const own = await dynamo.apart(`${run.name}${schedule}-`, ['records', 'recordKeys', 'directory', 'jobs']);
  return toldOf(schedule, thisFile, await run(schedule, own));
};

const runs = [
  ['the counters are exact and the records are what the file says', runImportSchedule],
  ['a dry run writes nothing, and what is applied is what it said or is refused', runApplySchedule],
] as const;

describe.each(runs)('whatever happens at once, %s', (_, run) => {
  it.each(chunksOf(schedules, atOnce))(
    'in the schedules from %i on',
    async (...some: number[]) => {
      const problems = await concurrently(some, sideBySide, (schedule) => problemsOf(run, schedule));
      expect(problems.flat().join('\n')).toBe('');
    },
    deadline,
  );
});
