import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/build/bundle-functions.ts';
import { findFunctionSources } from '../../infra/build/function-sources.ts';
import { repositoryRoot } from '../../infra/build/repository-root.ts';

/** Kilobytes of 1,000 bytes. Imports hold the client of the bucket and the reader of CSV files as well. */
const largest = { imports: 450, others: 300 };

let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rota-sizes-'));
});

afterAll(() => rm(directory, { recursive: true }));

test('no function of the API has a bundle larger than it may be', async () => {
  const sources = await findFunctionSources(join(repositoryRoot, 'functions'));
  const bundles = await bundleFunctions(
    sources.filter(({ routes }) => routes.length > 0),
    directory,
  );
  const sizes = await Promise.all(
    bundles.map(async ({ name, directory: folder }) => {
      const { size } = await stat(join(folder, 'index.cjs'));
      return { name, kilobytes: size / 1e3 };
    }),
  );
  expect(sizes.length).toBeGreaterThan(10);
  const tooLarge = sizes.filter(
    ({ name, kilobytes }) => kilobytes > (name === 'imports' ? largest.imports : largest.others),
  );
  expect(tooLarge).toEqual([]);
});
