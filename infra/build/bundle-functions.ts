import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build } from 'esbuild';
import type { FunctionBundle } from './function-bundle.ts';
import type { FunctionSource } from './function-sources.ts';
import { namedInSources } from './named-in-sources.ts';
import { repositoryRoot } from './repository-root.ts';
import { slimSdk } from './slim-sdk.ts';

const ownCode = ['lib', 'functions'].map((folder) => join(repositoryRoot, folder));

/**
 * Bundles every function into `<outdir>/<name>/index.cjs` with a source map beside it, and writes esbuild's account of
 * what went into them to `<outdir>/meta.json`. Its assets stand compressed in `<outdir>/<name>/assets`. The same sources give
 * the same bytes.
 */
export async function bundleFunctions(
  sources: readonly FunctionSource[],
  outdir: string,
): Promise<FunctionBundle[]> {
  const { metafile } = await build({
    absWorkingDir: repositoryRoot,
    entryPoints: sources.map(({ name, entry }) => ({ in: entry, out: `${name}/index` })),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    // As CommonJS the bundle does not pull in undici, which costs a cold start 45 ms.
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    // Not linked: with --enable-source-maps Node counts the letters of each line at every start, for 10 ms. See mapped-stacks.ts.
    sourcemap: 'external',
    inject: ['./infra/build/mapped-stacks.ts'],
    sourcesContent: false,
    // As `import()` a builtin would come as an ES module, for which Node loads all that it exports: undici again.
    supported: { 'dynamic-import': false },
    plugins: [slimSdk(await namedInSources(ownCode))],
    metafile: true,
    logLevel: 'warning',
  });
  await mkdir(outdir, { recursive: true });
  await writeFile(join(outdir, 'meta.json'), JSON.stringify(metafile));
  await Promise.all(sources.map((source) => bringAssets(source, join(outdir, source.name))));
  return sources.map(({ name, routes }) => ({ name, routes, directory: join(outdir, name) }));
}

async function bringAssets({ assets }: FunctionSource, directory: string): Promise<void> {
  if (assets.length === 0) return;
  const { resolve } = createRequire(import.meta.url);
  await mkdir(join(directory, 'assets'), { recursive: true });
  for (const file of assets) {
    const compressed = await promisify(gzip)(await readFile(resolve(file)), { level: 9 });
    await writeFile(join(directory, 'assets', `${basename(file)}.gz`), compressed);
  }
}
