import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFunctionSources } from '../../infra/build/function-sources.ts';
import { keptBundles } from '../../infra/build/kept-bundles.ts';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rota-kept-'));
  await writeFile(join(directory, 'greeting.ts'), "export const greeting = 'Hello';");
  await addFunction('greet');
});

afterEach(() => rm(directory, { recursive: true }));

test('bundles once and takes the same files the next time', async () => {
  const [first] = await bundle();
  const made = await stat(join(String(first), 'index.cjs'));
  const [second] = await bundle();
  expect(second).toBe(first);
  expect((await stat(join(String(second), 'index.cjs'))).ino).toBe(made.ino);
});

test('bundles again when a file changes that a function imports', async () => {
  await bundle();
  await writeFile(join(directory, 'greeting.ts'), "export const greeting = 'Good morning';");
  const [greet] = await bundle();
  expect(answerOf(greet)).toBe('Good morning');
});

test('bundles again when a function comes or goes', async () => {
  expect(await bundle()).toHaveLength(1);
  await addFunction('welcome');
  const [, welcome] = await bundle();
  expect(answerOf(welcome)).toBe('Hello');
  await rm(join(directory, 'functions/welcome'), { recursive: true });
  expect(await bundle()).toHaveLength(1);
});

test('bundles again when a file is missing that went into the last bundles', async () => {
  await bundle();
  await rm(join(directory, 'greeting.ts'));
  await expect(bundle()).rejects.toThrow('Could not resolve');
});

test('two that start at once both have bundles', async () => {
  const [[first], [second]] = await Promise.all([bundle(), bundle()]);
  expect([answerOf(first), answerOf(second)]).toEqual(['Hello', 'Hello']);
});

async function addFunction(name: string): Promise<void> {
  await mkdir(join(directory, 'functions', name), { recursive: true });
  const code = "import { greeting } from '../../greeting.ts'; export const handler = (): string => greeting;";
  await writeFile(join(directory, 'functions', name, 'index.ts'), code);
}

async function bundle(): Promise<string[]> {
  const sources = await findFunctionSources(join(directory, 'functions'));
  const bundles = await keptBundles(sources, join(directory, 'store'));
  return bundles.map((each) => each.directory);
}

function answerOf(folder: string | undefined): unknown {
  return createRequire(import.meta.url)(join(String(folder), 'index.cjs')).handler();
}
