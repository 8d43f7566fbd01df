import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acidFiles, readAcidCase } from '../../support/acid/acid-case.ts';
import { expectedOf, outcomeOf } from '../../support/acid/acid-outcome.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

const cases = acidFiles().map(readAcidCase);

describe('a file gives exactly the counters, errors and records that its neighbour says', () => {
  it.each(cases.map((one) => [one.file, one.case, one] as const))('%s: %s', async (_, __, one) => {
    const own = await dynamo.apart(`${one.file}-`, [
      'records',
      'recordKeys',
      'directory',
      'rotations',
      'jobs',
    ]);
    expect(await outcomeOf(one, own)).toEqual(expectedOf(one));
  });
});
