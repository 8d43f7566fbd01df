import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { type StageName, stages } from '../../../infra/stages.ts';
import { appOf } from './synthesized.ts';

test.each(Object.keys(stages) as StageName[])('the %s stage breaks no rule of AWS Solutions', (stage) => {
  const { violations } = new AwsSolutionsChecks().validateScope(appOf(stage));
  const found = violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
  );
  expect(found).toEqual([]);
});
