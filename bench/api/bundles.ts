import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleFunctions } from '../../infra/build/bundle-functions.ts';
import { type FunctionSource, findFunctionSources } from '../../infra/build/function-sources.ts';
import { repositoryRoot } from '../../infra/build/repository-root.ts';

/** One function of the API, bundled as it is deployed and as one would do it first. */
export type BundledFunction = {
  name: string;
  routes: readonly string[];
  deployed: string;
  baseline: string;
  /** Whether it holds a client of the SDK; what does not is the same both ways, but for the format. */
  usesSdk: boolean;
  bytes: number;
  baselineBytes: number;
};

/**
 * The baseline: the same handler as an ES module, bundled with what `NodejsFunction`'s documentation recommends for one, and minified; the SDK's
 * client as it comes.
 */
const bundleBaseline = async (sources: readonly FunctionSource[], outdir: string): Promise<void> => {
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: sources.map(({ name, entry }) => ({ in: entry, out: `${name}/index` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: [
      {
        name: 'default-client',
        setup: ({ onResolve }) => {
          onResolve({ filter: /runtime\/dynamo\.ts$/ }, () => ({
            path: join(import.meta.dirname, 'default-client.ts'),
          }));
        },
      },
    ],
    logLevel: 'warning',
  });
};

/** The process that starts a function, as plain JavaScript: stripping types there takes as long as the start that is measured. */
export const bundleColdStartProcess = async (outdir: string): Promise<string> => {
  const outfile = join(outdir, 'cold-start-process.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'cold-start-process.ts')],
    outfile,
    format: 'esm',
    platform: 'node',
    bundle: true,
    logLevel: 'warning',
  });
  return outfile;
};

/** Bundles every function that answers requests, both ways, below `outdir`. */
export const bundleBothWays = async (outdir: string): Promise<BundledFunction[]> => {
  const all = await findFunctionSources(join(repositoryRoot, 'functions'));
  const sources = all.filter(({ routes }) => routes.length > 0);
  await bundleFunctions(sources, join(outdir, 'deployed'));
  await bundleBaseline(sources, join(outdir, 'baseline'));
  const { outputs } = JSON.parse(readFileSync(join(outdir, 'deployed', 'meta.json'), 'utf8')) as Pick<
    Metafile,
    'outputs'
  >;
  const hasSdk = (bundle: string): boolean =>
    Object.keys(outputs[relative(repositoryRoot, bundle)]?.inputs ?? {}).some((input) =>
      input.includes('/@aws-sdk/'),
    );
  return sources.map(({ name, routes }) => {
    const deployed = join(outdir, 'deployed', name, 'index.cjs');
    const baseline = join(outdir, 'baseline', name, 'index.mjs');
    return {
      name,
      routes,
      deployed,
      baseline,
      usesSdk: hasSdk(deployed),
      bytes: statSync(deployed).size,
      baselineBytes: statSync(baseline).size,
    };
  });
};
