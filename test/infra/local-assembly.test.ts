import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { buildLocalAssembly } from '../../infra/build/assembly.ts';
import { functionNames } from '../../infra/stacks/functions.ts';

const assetList = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string(), packaging: z.string() }) })),
});

let directory = '';
let assembly: CloudAssembly;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rota-local-assembly-'));
  const functionsRoot = join(directory, 'functions');
  for (const name of functionNames) {
    await mkdir(join(functionsRoot, name), { recursive: true });
    await writeFile(join(functionsRoot, name, 'index.ts'), `export const handler = () => '${name}';`);
  }
  const answer = await buildLocalAssembly({
    outdir: join(directory, 'assembly'),
    functionsRoot,
    bundleStore: join(directory, 'bundles'),
  });
  assembly = new CloudAssembly(answer);
});

afterAll(() => rm(directory, { recursive: true }));

test('writes an assembly with the local stage and no other', () => {
  const stacks = assembly.stacksRecursively.map(({ stackName }) => stackName);
  expect(stacks).toEqual(['rota-local-data', 'rota-local-service']);
});

test('holds the bundle of every function', async () => {
  const local = assembly.getNestedAssembly('assembly-rota-local').directory;
  const [manifest = ''] = assembly.stacksRecursively
    .filter(({ stackName }) => stackName === 'rota-local-service')
    .map(({ templateFile }) => templateFile.replace('.template.json', '.assets.json'));
  const { files } = assetList.parse(JSON.parse(await readFile(join(local, manifest), 'utf8')));
  const bundles = Object.values(files)
    .filter(({ source }) => source.packaging === 'zip')
    .map(({ source }) => join(local, source.path, 'index.cjs'));
  expect(bundles).toHaveLength(functionNames.length);
  expect(bundles.filter((bundle) => !existsSync(bundle))).toEqual([]);
});
