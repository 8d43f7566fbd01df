import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/build/bundle-functions.ts';
import { findFunctionSources } from '../../infra/build/function-sources.ts';

const run = promisify(execFile);

const greetings: Readonly<Record<string, string>> = {
  'greet/index.ts': `
    import { greeting } from '../../shared.ts';
    interface Guest { readonly name: string }
    export async function handler({ name }: Guest): Promise<string> { return greeting + name; }
  `,
  'greet/routes.ts': "export const routes = ['GET /greetings', 'POST /greetings'] as const;",
  'listen/index.ts': 'export async function handler(): Promise<void> {}',
  '../shared.ts': "export const greeting: string = 'Hello ';",
};

let directory = '';
let functionsRoot = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rota-functions-'));
  functionsRoot = join(directory, 'functions');
  await write(functionsRoot, greetings);
});

afterAll(() => rm(directory, { recursive: true }));

test('finds every folder with an index.ts, and the routes of those that have some', async () => {
  const sources = await findFunctionSources(functionsRoot);
  expect(sources.map(({ name, routes }) => [name, routes])).toEqual([
    ['greet', ['GET /greetings', 'POST /greetings']],
    ['listen', []],
  ]);
});

test('makes of each function one CommonJS file that holds all it needs', async () => {
  const folder = await bundle('once');
  expect(await readdir(folder)).toEqual(['index.cjs', 'index.cjs.map']);
  const { handler } = createRequire(import.meta.url)(join(folder, 'index.cjs'));
  expect(await handler({ name: 'Ada' })).toBe('Hello Ada');
});

test('names the lines of its sources in a stack', async () => {
  const root = join(directory, 'failing');
  await write(root, {
    'fail/index.ts': [
      'interface Asked { readonly why: string }',
      '',
      'const refuse = ({ why }: Asked): never => {',
      '  throw new TypeError(why);',
      '};',
      'export async function handler(asked: Asked): Promise<void> { refuse(asked); }',
    ].join('\n'),
  });
  const outdir = join(directory, 'failing-out');
  await bundleFunctions(await findFunctionSources(root), outdir);
  const call = "require('./index.cjs').handler({ why: 'No.' }).catch(({ stack }) => console.log(stack));";
  const { stdout } = await run(process.execPath, ['-e', call], { cwd: join(outdir, 'fail') });
  expect(stdout).toMatch(/^TypeError: No\.\n {4}at .*fail\/index\.ts:4:9\)?\n {4}at .*fail\/index\.ts:6:\d+/);
});

test('brings along what a function names, compressed', async () => {
  const root = join(directory, 'with-assets');
  await write(root, {
    'show/index.ts': 'export async function handler(): Promise<void> {}',
    'show/assets.ts': "export const assets = ['zod/package.json'] as const;",
  });
  const outdir = join(directory, 'assets-out');
  await bundleFunctions(await findFunctionSources(root), outdir);
  const asset = gunzipSync(await readFile(join(outdir, 'show', 'assets', 'package.json.gz')));
  expect(JSON.parse(asset.toString())).toMatchObject({ name: 'zod' });
});

test('gives the same bytes for the same sources', async () => {
  const [first, second] = await Promise.all([
    bundle('first').then(digestOf),
    bundle('second').then(digestOf),
  ]);
  expect(first).toBe(second);
});

test('says which folder has no index.ts', async () => {
  const root = join(directory, 'incomplete');
  await write(root, { 'forgotten/handler.ts': 'export {};' });
  await expect(findFunctionSources(root)).rejects.toThrow(/forgotten.index\.ts is missing/);
});

test('says which routes.ts exports no routes', async () => {
  const root = join(directory, 'mistaken');
  await write(root, {
    'greet/index.ts': 'export {};',
    'greet/routes.ts': "export const routes = 'GET /greetings';",
  });
  await expect(findFunctionSources(root)).rejects.toThrow(/greet.routes\.ts must export/);
});

/** Bundles both functions and answers the folder of the first. */
async function bundle(name: string): Promise<string> {
  await bundleFunctions(await findFunctionSources(functionsRoot), join(directory, name));
  return join(directory, name, 'greet');
}

async function write(root: string, contents: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, content] of Object.entries(contents)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  }
}

async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(folder)).sort()) hash.update(await readFile(join(folder, file)));
  return hash.digest('hex');
}
