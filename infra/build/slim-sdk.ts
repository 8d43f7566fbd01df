import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OnLoadResult, Plugin } from 'esbuild';
import { slimSchemas } from './slim-schemas.ts';

/** Modules of the SDK that a function never uses, and what stands in a bundle for each. */
const unused: readonly (readonly [module: RegExp, standIn: string])[] = [
  [/@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/, 'credentials'],
  [/@aws-sdk\/middleware-endpoint-discovery\/dist-es\/index\.js$/, 'endpoint-discovery'],
  [/@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/, 'event-streams'],
  [/\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/, 'config-files'],
  [/\/regionConfig\/getInstanceMetadataRegion\.js$/, 'instance-region'],
  [/\/util-retry\/AdaptiveRetryStrategy\.js$/, 'adaptive-retries'],
  [/\/serde\/uuid\/v4\.js$/, 'random-ids'],
  [/\/(Md5|Sha1|Sha256)Js\.js$/, 'slow-hashes'],
];

const standIn = (name: string): OnLoadResult => ({
  contents: `export * from './${name}.ts';`,
  resolveDir: join(import.meta.dirname, 'instead'),
});

/** Of its package a client only tells the version, but esbuild keeps the whole of a JSON file. */
const versionOf = async (file: string): Promise<OnLoadResult> => {
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
  return { contents: JSON.stringify({ version }), loader: 'json' };
};

type Partitions = { partitions: readonly object[] };

/** Each partition knows its regions by a pattern; the list of them only adds what they are called. */
const partitionsOf = async (file: string): Promise<OnLoadResult> => {
  const { partitionsInfo } = (await import(pathToFileURL(file).href)) as { partitionsInfo: Partitions };
  const partitions = partitionsInfo.partitions.map((partition) => ({ ...partition, regions: {} }));
  return { contents: `export const partitionsInfo = ${JSON.stringify({ ...partitionsInfo, partitions })};` };
};

/**
 * Leaves out of a bundle what the SDK holds for others: a fifth of a function that only uses tables, and half of what the client of S3 would
 * be. What is left works as it does in the SDK.
 *
 * @param namedErrors whether the functions name this class of errors; instances of other classes come as their service's base class, with
 *   the same name and message
 */
export const slimSdk = (namedErrors: (name: string) => boolean): Plugin => ({
  name: 'slim-sdk',
  setup: ({ onLoad }) => {
    for (const [filter, name] of unused) onLoad({ filter }, () => standIn(name));
    onLoad({ filter: /@aws-sdk\/client-[\w-]+\/package\.json$/ }, ({ path }) => versionOf(path));
    onLoad({ filter: /\/lib\/aws\/partitions\.js$/ }, ({ path }) => partitionsOf(path));
    onLoad({ filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => ({
      contents: slimSchemas(await readFile(path, 'utf8'), namedErrors),
    }));
  },
});
