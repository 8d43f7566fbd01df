import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';

/**
 * Where the figures of a benchmark go when no `--json` is given. The folder is not under version control: figures belong to
 * the machine and the moment that made them. Those worth keeping are in docs/performance.md.
 */
export const defaultResultsFile = (benchmark: string): string =>
  path.join('reports', `bench-${benchmark}.json`);

/** Writes what a benchmark found to a JSON file, with the machine that it ran on. */
export const writeResults = async (file: string, benchmark: string, results: object): Promise<void> => {
  const machine = {
    node: process.version,
    platform: process.platform,
    arch: process.arch,
    cpus: cpus().length,
  };
  const content = { benchmark, at: new Date().toISOString(), machine, ...results };
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, `${JSON.stringify(content, undefined, 2)}\n`);
};
