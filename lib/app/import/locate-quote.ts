import type { Pieces } from '../ports/import-file.ts';

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * The first quote in a file at or behind byte `from`: where it is, and on which line, as an editor counts. Undefined if there
 * is none.
 */
export const locateQuote = async (
  pieces: Pieces,
  from: number,
): Promise<{ offset: number; line: number } | undefined> => {
  let offset = 0;
  let line = 1;
  let previous = 0;
  for await (const piece of pieces) {
    for (const byte of piece) {
      if (previous === lineFeed || (previous === carriageReturn && byte !== lineFeed)) line++;
      if (offset >= from && byte === quote) return { offset, line };
      previous = byte;
      offset++;
    }
  }
  return undefined;
};
