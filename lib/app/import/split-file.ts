import { pipeline } from 'node:stream/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import { detectDelimiter } from '../../domain/import/delimiter.ts';
import { FileProblem } from '../../domain/import/file-problem.ts';
import { type Chunk, mostRows } from '../../domain/import/import.ts';
import { isBlank } from '../../domain/import/row.ts';
import type { Pieces } from '../ports/import-file.ts';
import { csvOptions, largestRow, rowNumber } from './csv.ts';
import { readHeaderLine } from './header-line.ts';
import { locateQuote } from './locate-quote.ts';
import { soundPieces } from './sound-pieces.ts';

/** A chunk is closed behind the row with which it reaches either. */
export type ChunkLimits = { rows: number; bytes: number };
export const usualChunk: ChunkLimits = { rows: 500, bytes: 256 * 1024 };

export type SplitFile = { delimiter: string; totalRows: number; chunks: Chunk[] };

type Splitting = {
  limits?: ChunkLimits;
  /** Called with the cells of the header as soon as they are known; throws if the file is not to be read on. */
  acceptHeader: (cells: string[]) => void;
};

/** Collects row after row, cutting where a chunk is full. Only the boundaries are kept, whatever the size of the file. */
const startCutting = ({ limits = usualChunk, acceptHeader }: Splitting) => {
  const chunks: Chunk[] = [];
  let totalRows = 0;
  let rowsInChunk = 0;
  let start: { from: number; firstRow: number } | undefined;
  let end = 0;
  const cut = (): void => {
    if (start !== undefined && rowsInChunk > 0) chunks.push({ number: chunks.length + 1, ...start, to: end });
    rowsInChunk = 0;
  };
  return {
    onRow(cells: string[], position: Info): void {
      end = position.bytes;
      const nextRow = rowNumber(1, position) + 1;
      if (start === undefined) {
        acceptHeader(cells);
        start = { from: end, firstRow: nextRow };
        return;
      }
      if (!isBlank(cells)) {
        rowsInChunk++;
        totalRows++;
        if (totalRows > mostRows)
          throw new FileProblem('LIMIT_EXCEEDED', `A file may have ${mostRows} rows.`);
      }
      if (rowsInChunk < limits.rows && end - start.from < limits.bytes) return;
      cut();
      start = { from: end, firstRow: nextRow };
    },
    finish: (): { totalRows: number; chunks: Chunk[] } => {
      if (start === undefined) throw new FileProblem('EMPTY_FILE', 'The file is empty: it has no header.');
      cut();
      return { totalRows, chunks };
    },
  };
};

/** What csv-parse stumbled over, in words of the file. It stops within a cell; `bytes` is the end of the cell before. */
const describeCsvError = async (error: CsvError, file: Pieces): Promise<FileProblem> => {
  const endOfLastCell = Number(error['bytes']);
  const quote = await locateQuote(file, endOfLastCell);
  if (quote === undefined || quote.offset - endOfLastCell > largestRow) {
    return new FileProblem('ROW_DATA_TOO_LARGE', `Row ${Number(error['records']) + 1} is longer than 1 MiB.`);
  }
  const what =
    error.code === 'INVALID_OPENING_QUOTE'
      ? `A quote stands within an unquoted cell on line ${quote.line}.`
      : `The quote that opens on line ${quote.line} is not closed.`;
  return new FileProblem('COULD_NOT_PARSE_ROW', what);
};

/**
 * Finds the boundaries of a file's rows in one pass, with bounded memory, and cuts it into chunks. The same file is always
 * cut at the same places.
 *
 * @param open gives the file from its first byte; called again only to say where a broken file is broken
 * @throws FileProblem if the file is empty, no UTF-8 text, not well-formed or too long
 */
export const splitFile = async (open: () => Promise<Pieces>, splitting: Splitting): Promise<SplitFile> => {
  const pieces = soundPieces(await open());
  const { line, read } = await readHeaderLine(pieces);
  const delimiter = detectDelimiter(line);
  const cutting = startCutting(splitting);
  const everything = async function* (): AsyncGenerator<Buffer> {
    yield* read;
    yield* pieces;
  };
  const parser = parse({
    ...csvOptions(delimiter),
    bom: true,
    on_record: (cells: string[], position) => {
      cutting.onRow(cells, position);
      return null;
    },
  });
  try {
    await pipeline(everything, parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw await describeCsvError(error, await open());
  }
  return { delimiter, ...cutting.finish() };
};
