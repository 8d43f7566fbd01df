import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findFunctionSources } from './function-sources.ts';
import { keptBundles } from './kept-bundles.ts';
import { repositoryRoot } from './repository-root.ts';

export interface LocalAssemblyOptions {
  /** Where the assembly goes; made if it is not there. */
  readonly outdir: string;
  /** Where the functions are, for a test that brings its own. */
  readonly functionsRoot?: string;
  /** Where bundles are kept from one call to the next. */
  readonly bundleStore?: string;
}

/**
 * Bundles the functions and synthesizes the `local` stage in this process, without the CDK command line and without
 * its validation. Answers the directory that holds the assembly's `manifest.json`.
 */
export async function buildLocalAssembly({
  outdir,
  functionsRoot = join(repositoryRoot, 'functions'),
  bundleStore = join(repositoryRoot, 'dist', 'local'),
}: LocalAssemblyOptions): Promise<string> {
  const directory = resolve(outdir);
  await mkdir(directory, { recursive: true });
  const bundling = findFunctionSources(functionsRoot).then((sources) => keptBundles(sources, bundleStore));
  // esbuild works in a process of its own: the CDK loads meanwhile.
  const [bundles, { createApp }] = await Promise.all([bundling, import('./create-app.ts')]);
  return createApp({ stageNames: ['local'], bundles, outdir: directory, validate: false }).synth().directory;
}
