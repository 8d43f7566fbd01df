import { firstLineEnd } from '../../domain/import/delimiter.ts';
import { largestRow } from './csv.ts';

/**
 * Reads pieces until they hold the whole first line that is not empty, to tell the delimiter by.
 *
 * @returns the line, and every piece that was read, so that none is lost
 */
export const readHeaderLine = async (
  pieces: AsyncIterator<Buffer>,
): Promise<{ line: string; read: Buffer[] }> => {
  const read: Buffer[] = [];
  for (;;) {
    const next = await pieces.next();
    if (next.done !== true) read.push(next.value);
    const start = Buffer.concat(read);
    const text = start.toString().replace(/^\uFEFF?[\r\n]*/, '');
    const end = firstLineEnd(text);
    if (end >= 0) return { line: text.slice(0, end), read };
    if (next.done === true || start.length > largestRow) return { line: text, read };
  }
};
