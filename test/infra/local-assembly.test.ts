import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildLocalAssembly } from '../../infra/build/assembly.ts';
import { functionNames } from '../../infra/stacks/functions.ts';

let outdir = '';
let directory = '';

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'rota-assembly-'));
  directory = await buildLocalAssembly({ outdir });
});

afterAll(() => rm(outdir, { recursive: true }));

test('writes an assembly with the local stage and no other', async () => {
  const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'));
  expect(manifest.version).toEqual(expect.any(String));
  const stacks = new CloudAssembly(directory).stacksRecursively.map(({ stackName }) => stackName);
  expect(stacks).toEqual(['rota-local-data', 'rota-local-service']);
});

test('brings the code of every function with it', () => {
  const assets = new CloudAssembly(directory)
    .getNestedAssembly('assembly-rota-local')
    .stacksRecursively.flatMap(({ template }) => Object.values(template.Resources));
  expect(assets.length).toBeGreaterThan(functionNames.length);
  for (const name of functionNames)
    expect(existsSync(join(outdir, 'functions', name, 'index.cjs'))).toBe(true);
});
