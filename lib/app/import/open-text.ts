import type { ImportSource } from '../../domain/import/import.ts';
import { inBlocks } from './blocks.ts';
import type { SplitDeps } from './import-deps.ts';
import { fileIsGone } from './new-job.ts';
import { soundBlocks } from './sound-blocks.ts';

/**
 * The text of an import from a byte on that begins a character.
 *
 * @throws FileProblem if the file is gone, and behind the last byte that is sound
 */
export const openText = async (
  { files }: Pick<SplitDeps, 'files'>,
  { file, size }: ImportSource,
  from: number,
): Promise<AsyncIterable<Buffer>> => {
  // S3 refuses a range that begins at the end.
  if (from >= size) return inBlocks([]);
  const pieces = await files.open(file, from);
  if (pieces === undefined) throw fileIsGone();
  return soundBlocks(inBlocks(pieces), from);
};
