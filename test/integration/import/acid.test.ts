import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acidFiles, readAcidCase } from '../../support/acid/acid-case.ts';
import { expectedOf, outcomeOf } from '../../support/acid/acid-outcome.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';

let dynamo: TestDynamo;
beforeEach(async () => {
  dynamo = await startDynamo();
});
afterEach(() => dynamo.stop());

const cases = acidFiles().map(readAcidCase);

describe('a file gives exactly the counters, errors and records that its neighbour says', () => {
  it.each(cases.map((one) => [one.file, one.case, one] as const))('%s: %s', async (_, __, one) => {
    expect(await outcomeOf(one, dynamo)).toEqual(expectedOf(one));
  });
});
