import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleFunctions } from './bundle-functions.ts';
import { findFunctionSources } from './function-sources.ts';
import { repositoryRoot } from './repository-root.ts';

export interface LocalAssemblyOptions {
  /** Where the assembly goes; made if it is not there. */
  readonly outdir: string;
  /** Where the functions are, for a test that brings its own. */
  readonly functionsRoot?: string;
}

/**
 * Bundles the functions and synthesizes the `local` stage in this process, without the CDK command line and without
 * its validation. Answers the directory that holds the assembly's `manifest.json`.
 */
export async function buildLocalAssembly({
  outdir,
  functionsRoot = join(repositoryRoot, 'functions'),
}: LocalAssemblyOptions): Promise<string> {
  const directory = resolve(outdir);
  await mkdir(directory, { recursive: true });
  const bundling = findFunctionSources(functionsRoot).then((sources) =>
    bundleFunctions(sources, join(directory, 'functions')),
  );
  // esbuild works in a process of its own: the CDK loads meanwhile.
  const [bundles, { createApp }] = await Promise.all([bundling, import('./create-app.ts')]);
  return createApp({ stageNames: ['local'], bundles, outdir: directory, validate: false }).synth().directory;
}
