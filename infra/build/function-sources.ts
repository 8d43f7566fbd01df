import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';

/** One function as it stands in the repository. */
export interface FunctionSource {
  readonly name: string;
  readonly entry: string;
  readonly routes: readonly string[];
  /** Files of packages that its bundle brings along, compressed. */
  readonly assets: readonly string[];
}

const routesModule = z.object({ routes: z.array(z.string()) });
const assetsModule = z.object({ assets: z.array(z.string()) });

/** Finds every function below `root`: a folder with an `index.ts`, a `routes.ts` if it answers HTTP requests, an `assets.ts` if it needs files beside it. */
export async function findFunctionSources(root: string): Promise<FunctionSource[]> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = folders.map((folder) => folder.name).sort();
  return Promise.all(names.map((name) => readFunctionSource(root, name)));
}

async function readFunctionSource(root: string, name: string): Promise<FunctionSource> {
  const entry = join(root, name, 'index.ts');
  if (!existsSync(entry)) throw new Error(`${entry} is missing: a folder in functions/ is a Lambda function`);
  return {
    name,
    entry,
    routes: await readRoutes(join(root, name, 'routes.ts')),
    assets: await readAssets(join(root, name, 'assets.ts')),
  };
}

async function readRoutes(file: string): Promise<string[]> {
  if (!existsSync(file)) return [];
  const parsed = routesModule.safeParse(await import(pathToFileURL(file).href));
  if (!parsed.success) throw new Error(`${file} must export \`routes\`, a list of route keys`);
  return parsed.data.routes;
}

async function readAssets(file: string): Promise<string[]> {
  if (!existsSync(file)) return [];
  const parsed = assetsModule.safeParse(await import(pathToFileURL(file).href));
  if (!parsed.success) throw new Error(`${file} must export \`assets\`, a list of files of packages`);
  return parsed.data.assets;
}
