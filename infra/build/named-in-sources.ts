import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Says of a name whether it stands anywhere in the TypeScript files below these folders. */
export const namedInSources = async (folders: readonly string[]): Promise<(name: string) => boolean> => {
  const texts = await Promise.all(folders.map(readTexts));
  const words = new Set(texts.flat().flatMap((text) => text.match(/\w+/g) ?? []));
  return (name) => words.has(name);
};

async function readTexts(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
}
