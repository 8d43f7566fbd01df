import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concurrently } from '../../../lib/app/concurrently.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { runApplySchedule } from '../../support/import-schedules/run-apply-schedule.ts';
import { runImportSchedule } from '../../support/import-schedules/run-import-schedule.ts';

// `ROTA_SEED=17` runs that one and prints what happened in it, `ROTA_SEEDS=2000` the first so many.
const only = process.env['ROTA_SEED'];
const howMany = Number(process.env['ROTA_SEEDS'] ?? 100);
const schedules = only === undefined ? Array.from({ length: howMany }, (_, n) => n + 1) : [Number(only)];
const atOnce = 25;
const sideBySide = 6;
const deadline = 300_000;

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

/** What is wrong after a schedule, headed by how to run it again. */
const problemsOf = async (run: typeof runImportSchedule, schedule: number): Promise<string[]> => {
  const own = await dynamo.apart(`${run.name}${schedule}-`, ['records', 'recordKeys', 'directory', 'jobs']);
  const { problems, notes } = await run(schedule, own);
  if (problems.length === 0) return [];
  return [
    `ROTA_SEED=${schedule} npx vitest run --project integration test/integration/import/import-schedules.test.ts`,
    ...problems,
    ...(only === undefined ? [] : notes),
  ];
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
