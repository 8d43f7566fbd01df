import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { bundleFunctions } from './bundle-functions.ts';
import type { FunctionBundle } from './function-bundle.ts';
import type { FunctionSource } from './function-sources.ts';
import { repositoryRoot } from './repository-root.ts';

/** What esbuild's result depends on beside the files that it bundles: versions, its options, how TypeScript is read. */
const surroundings = [
  'package-lock.json',
  'tsconfig.json',
  'infra/build/bundle-functions.ts',
  'infra/build/slim-sdk.ts',
  'infra/build/slim-schemas.ts',
  'infra/build/named-in-sources.ts',
];

const UNUSED_AFTER_MS = 60 * 60 * 1_000;

const metafile = z.object({ inputs: z.record(z.string(), z.unknown()) });
const current = z.object({ fingerprint: z.string() });

/**
 * Bundles as `bundleFunctions` does, but keeps the result in `store` and takes it from there as long as no file that
 * went into it has changed: most of a local start would be spent on bundling the same SDK again.
 */
export async function keptBundles(
  sources: readonly FunctionSource[],
  store: string,
): Promise<FunctionBundle[]> {
  const kept = await findKept(sources, store);
  if (kept !== undefined) return bundlesIn(kept, sources);

  const fresh = join(store, randomUUID());
  await bundleFunctions(sources, fresh);
  const fingerprint = await fingerprintOf(sources, fresh);
  const directory = join(store, fingerprint);
  // Two that start at once make the same bundles: one of them is enough.
  await rename(fresh, directory).catch(() => rm(fresh, { recursive: true }));
  const pointer = join(store, `${randomUUID()}.json`);
  await writeFile(pointer, JSON.stringify({ fingerprint }));
  await rename(pointer, join(store, 'current.json'));
  await forgetOld(store, fingerprint);
  return bundlesIn(directory, sources);
}

async function findKept(sources: readonly FunctionSource[], store: string): Promise<string | undefined> {
  await mkdir(store, { recursive: true });
  const pointer = join(store, 'current.json');
  if (!existsSync(pointer)) return undefined;
  const { fingerprint } = current.parse(JSON.parse(await readFile(pointer, 'utf8')));
  const directory = join(store, fingerprint);
  if (!existsSync(directory)) return undefined;
  return (await fingerprintOf(sources, directory)) === fingerprint ? directory : undefined;
}

/** A digest of these functions and of everything that went into the bundles in `directory`, as it is now. */
async function fingerprintOf(sources: readonly FunctionSource[], directory: string): Promise<string> {
  const { inputs } = metafile.parse(JSON.parse(await readFile(join(directory, 'meta.json'), 'utf8')));
  const files = [...surroundings, ...Object.keys(inputs)].sort();
  const contents = await Promise.all(
    files.map((file) => readFile(join(repositoryRoot, file)).catch(() => 'missing')),
  );
  const hash = createHash('sha256').update(JSON.stringify(sources.map(({ entry }) => entry)));
  for (const [position, file] of files.entries()) hash.update(`\n${file}\n`).update(contents[position] ?? '');
  return hash.digest('hex');
}

/** A bundle that has just been replaced may still be copied by somebody else; one of an hour ago is not. */
async function forgetOld(store: string, fingerprint: string): Promise<void> {
  for (const entry of await readdir(store)) {
    if (entry === fingerprint || entry === 'current.json') continue;
    const { mtimeMs } = await stat(join(store, entry));
    if (Date.now() - mtimeMs > UNUSED_AFTER_MS) await rm(join(store, entry), { recursive: true });
  }
}

function bundlesIn(directory: string, sources: readonly FunctionSource[]): FunctionBundle[] {
  return sources.map(({ name, routes }) => ({ name, routes, directory: join(directory, name) }));
}
