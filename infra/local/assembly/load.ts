import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Stack } from './stack.ts';
import { template } from './template.ts';

const DEFAULT_ACCOUNT = '000000000000';
const DEFAULT_REGION = 'us-east-1';

const manifest = z.object({
  artifacts: z.optional(
    z.record(
      z.string(),
      z.object({
        type: z.string(),
        environment: z.optional(z.string()),
        dependencies: z.optional(z.array(z.string())),
        displayName: z.optional(z.string()),
        properties: z.optional(
          z.object({
            templateFile: z.optional(z.string()),
            stackName: z.optional(z.string()),
            directoryName: z.optional(z.string()),
            file: z.optional(z.string()),
          }),
        ),
      }),
    ),
  ),
});

const assetManifest = z.object({
  files: z.optional(
    z.record(
      z.string(),
      z.object({
        source: z.object({ path: z.optional(z.string()) }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    ),
  ),
});

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Asset folders by the object key under which a template names them. */
function readAssets(directory: string, file: string): Map<string, string> {
  const assets = new Map<string, string>();
  const { files = {} } = assetManifest.parse(readJson(path.join(directory, file)));
  for (const { source, destinations } of Object.values(files)) {
    if (source.path === undefined) continue;
    for (const { objectKey } of Object.values(destinations)) {
      assets.set(objectKey, path.resolve(directory, source.path));
    }
  }
  return assets;
}

/** `aws://123456789012/eu-west-1`, where either part may be `unknown-…`. */
function readEnvironment(environment = ''): { account: string; region: string } {
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  return {
    account: /^\d+$/.test(account) ? account : DEFAULT_ACCOUNT,
    region: region === '' || region.startsWith('unknown') ? DEFAULT_REGION : region,
  };
}

/**
 * Every stack of the cloud assembly in `directory`, those of nested stages included.
 * Throws when the folder holds no assembly or no stack.
 */
export function loadAssembly(directory: string): Stack[] {
  const stacks = loadStacks(directory);
  if (stacks.length === 0) throw new Error(`The cloud assembly in ${directory} holds no stack.`);
  return stacks;
}

function loadStacks(directory: string): Stack[] {
  const { artifacts = {} } = manifest.parse(readJson(path.join(directory, 'manifest.json')));
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    const { templateFile, stackName, directoryName } = artifact.properties ?? {};
    if (artifact.type === 'cdk:cloud-assembly' && directoryName !== undefined) {
      return loadStacks(path.join(directory, directoryName));
    }
    if (artifact.type !== 'aws:cloudformation:stack' || templateFile === undefined) return [];
    const assets = new Map<string, string>();
    for (const dependency of artifact.dependencies ?? []) {
      const file = artifacts[dependency]?.properties?.file;
      if (artifacts[dependency]?.type !== 'cdk:asset-manifest' || file === undefined) continue;
      for (const [key, folder] of readAssets(directory, file)) assets.set(key, folder);
    }
    return {
      name: stackName ?? artifact.displayName ?? id,
      ...readEnvironment(artifact.environment),
      template: template.parse(readJson(path.join(directory, templateFile))),
      assets,
      identities: new Map(),
    };
  });
}
