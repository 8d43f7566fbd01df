import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileProblem } from '../../domain/import/file-problem.ts';
import { largestFile } from '../../domain/import/import.ts';

const damaged = (): FileProblem =>
  new FileProblem('INVALID_FILE_TYPE', 'This is a file packed with gzip that is damaged or not complete.');

const tooLarge = (limit: number): FileProblem =>
  new FileProblem('LIMIT_EXCEEDED', `The unpacked file is larger than ${limit} bytes.`);

/**
 * The content of a file that is packed with gzip. It is only known to be whole when all of it has been read.
 *
 * @throws FileProblem if it is damaged, or larger than a file may be
 */
export async function* unpacked(
  blocks: AsyncIterable<Buffer>,
  limit: number = largestFile,
): AsyncGenerator<Buffer> {
  let failure: unknown;
  // What becomes of the source is told where it is read: an outage there is no fault of the file.
  const source = async function* (): AsyncGenerator<Buffer> {
    try {
      yield* blocks;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const gunzip = createGunzip();
  pipeline(source, gunzip, () => undefined);
  let size = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > limit) break;
      yield piece;
    }
  } catch {
    throw failure ?? damaged();
  }
  if (size > limit) throw tooLarge(limit);
}
