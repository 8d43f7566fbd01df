import type { ImportJob, ImportSource } from '../../domain/import/import.ts';
import { convertedKey } from '../../domain/import/upload-key.ts';
import { inBlocks } from './blocks.ts';
import { type FileFormat, formatOf } from './file-format.ts';
import { unpacked } from './gzip-text.ts';
import type { StartDeps } from './import-deps.ts';
import { fileIsGone } from './new-job.ts';
import { openText } from './open-text.ts';
import { soundBlocks } from './sound-blocks.ts';
import { utf16AsText } from './utf16-text.ts';
import { xlsxAsText } from './xlsx-text.ts';

type Opened = { format: FileFormat; blocks: AsyncIterable<Buffer> };

/** Tells by the first block what a file is, and gives all blocks back. */
const recognise = async (blocks: AsyncGenerator<Buffer>): Promise<Opened> => {
  const first = await blocks.next();
  const all = async function* (): AsyncGenerator<Buffer> {
    if (first.done !== true) yield first.value;
    yield* blocks;
  };
  try {
    return { format: first.done === true ? 'text' : formatOf(first.value), blocks: all() };
  } catch (error) {
    await blocks.return(undefined);
    throw error;
  }
};

/** @param depth how many times the file has been unpacked */
async function* asText({ format, blocks }: Opened, depth = 0): AsyncGenerator<Buffer> {
  switch (format) {
    case 'text':
      yield* blocks;
      return;
    case 'utf16le':
    case 'utf16be':
      yield* utf16AsText(blocks, format);
      return;
    case 'gzip': {
      const inner = await recognise(inBlocks(unpacked(blocks)));
      // What is packed twice is left packed once: it will be told to be no text.
      yield* depth === 0 ? asText(inner, 1) : inner.blocks;
      return;
    }
    case 'xlsx':
      yield* xlsxAsText(blocks);
  }
}

/** What the rows of an import are read from, and its text from the first byte on. */
export type OpenedText = { source: ImportSource; blocks: AsyncIterable<Buffer> };

/**
 * Opens an uploaded file: itself if it is a text, else what it says, converted once and kept beside it. The same file is
 * always converted to the same bytes.
 *
 * @throws FileProblem if the file is gone, or of no format that has rows; behind the last byte that is sound if it has no more
 */
export const openFile = async (
  deps: Pick<StartDeps, 'files'>,
  { id, source }: ImportJob,
): Promise<OpenedText> => {
  const pieces = source === null ? undefined : await deps.files.open(source.file, 0);
  if (source === null || pieces === undefined) throw fileIsGone();
  const opened = await recognise(inBlocks(pieces));
  if (opened.format === 'text') return { source, blocks: soundBlocks(opened.blocks, 0) };
  const text = await deps.files.keepText(source.file, convertedKey(id), asText(opened));
  return { source: text, blocks: await openText(deps, text, 0) };
};
