import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../infra/build/repository-root.ts';
import type { FunctionName } from '../../infra/stacks/functions.ts';
import { environmentOf } from './templates/function-resources.ts';
import { sources } from './templates/synthesized.ts';

const repeatable = sources.filter(({ routes }) =>
  routes.some((route) => route.startsWith('POST /ownership/v1/')),
);

test.each(repeatable)('$name answers a request with an Idempotency-Key once', async ({ name }) => {
  const index = await readFile(join(repositoryRoot, 'functions', name, 'index.ts'), 'utf8');
  expect(index).toMatch(/export const handler = answerOnce\(/);
  expect(environmentOf(name as FunctionName)).toHaveProperty('REQUESTS_TABLE');
});
