import { parse } from 'csv-parse/sync';
import type { SplitCursor } from '../../domain/import/chunk.ts';
import { detectDelimiter, firstLineEnd } from '../../domain/import/delimiter.ts';
import { FileProblem } from '../../domain/import/file-problem.ts';
import { csvOptions, largestRow } from './csv.ts';
import { rowScanner } from './scan-rows.ts';

/** What a file begins with, and where its rows do. */
export type Header = { delimiter: string; cells: string[]; next: SplitCursor };

/** HubSpot's limit, and one that keeps the layout within the item of its import. */
const mostColumns = 999;
const largestHeader = 64 * 1024;

const mark = Buffer.from('\uFEFF');

/** The first line that is not empty, to tell the delimiter by; undefined if it is not all there. */
const firstLine = (start: Buffer, isWhole: boolean): string | undefined => {
  const text = start.toString().replace(/^[\r\n]*/, '');
  const end = firstLineEnd(text);
  if (end >= 0) return text.slice(0, end);
  return isWhole || start.length > largestRow ? text : undefined;
};

/** Looks for the header, the first row that is not blank, in the beginning of a file. */
const findHeader = (start: Buffer, isWhole: boolean): Header | undefined => {
  const line = firstLine(start, isWhole);
  if (line === undefined) return undefined;
  const delimiter = detectDelimiter(line);
  let header: Header | undefined;
  const scanner = rowScanner({
    delimiter,
    at: { row: 1, line: 1 },
    onRow({ buffer, from, to, row, nextLine, blank }) {
      if (blank || header !== undefined) return;
      if (to - from > largestHeader) {
        throw new FileProblem('ROW_DATA_TOO_LARGE', 'The header is longer than 64 KiB.', { row });
      }
      const [cells = []] = parse(buffer.subarray(from, to), csvOptions(delimiter)) as string[][];
      if (cells.length > mostColumns) {
        throw new FileProblem(
          'LIMIT_EXCEEDED',
          `The header has ${cells.length} columns; it may have ${mostColumns}.`,
          {
            row,
          },
        );
      }
      header = { delimiter, cells, next: { from: to, row: row + 1, line: nextLine, chunk: 1, rows: 0 } };
    },
  });
  try {
    scanner.push(start);
    if (isWhole) scanner.end();
  } catch (error) {
    // What is wrong behind the header is found when its rows are cut.
    if (header === undefined) throw error;
  }
  return header;
};

/**
 * Reads as much of a file as it takes to know its header.
 *
 * @param blocks the file from its first byte on
 * @throws FileProblem if there is no header, or if it is not well-formed
 */
export const readHeader = async (blocks: AsyncIterable<Buffer>): Promise<Header> => {
  let start: Buffer = Buffer.alloc(0);
  const find = (isWhole: boolean): Header | undefined => {
    const skipped = start.subarray(0, mark.length).equals(mark) ? mark.length : 0;
    const header = findHeader(start.subarray(skipped), isWhole);
    return header && { ...header, next: { ...header.next, from: header.next.from + skipped } };
  };
  for await (const block of blocks) {
    start = Buffer.concat([start, block]);
    const header = find(false);
    if (header !== undefined) return header;
  }
  const header = find(true);
  if (header === undefined) throw new FileProblem('EMPTY_FILE', 'The file is empty: it has no header.');
  return header;
};
