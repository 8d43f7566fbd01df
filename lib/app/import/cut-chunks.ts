import type { Chunk, SplitCursor } from '../../domain/import/chunk.ts';
import { FileProblem } from '../../domain/import/file-problem.ts';
import { mostRows } from '../../domain/import/import.ts';
import type { RowKeys } from './row-keys.ts';
import { rowScanner, type ScannedRow } from './scan-rows.ts';

/** A chunk is closed behind the row with which it reaches either. */
export type ChunkLimits = { rows: number; bytes: number };
const usualChunk: ChunkLimits = { rows: 500, bytes: 256 * 1024 };

/** A chunk, and where the next one begins. */
export type Cut = { chunk: Chunk; next: SplitCursor };

type Cutting = {
  delimiter: string;
  /** Where the first of the bytes is. */
  cursor: SplitCursor;
  /** Undefined if the rows before the cursor have not been seen: then any row may repeat one of them. */
  keys: RowKeys | undefined;
  /** `usualChunk`, if not said. */
  limits?: ChunkLimits | undefined;
};

/** Collects row after row into the chunk that is open. Only its boundaries are kept. */
const startCutting = (
  { cursor, keys, limits = usualChunk }: Cutting,
  onCut: (cut: Cut) => void,
): { onRow: (row: ScannedRow) => void; finish: () => void; nextRow: () => number } => {
  let start = cursor;
  let end = cursor;
  let repeats: number[] = [];
  const cut = (): void => {
    const rows = end.rows - start.rows;
    if (rows > 0) {
      const { from, row: firstRow, chunk: number } = start;
      end = { ...end, chunk: number + 1 };
      onCut({
        chunk: { number, from, to: end.from, firstRow, rows, repeats: keys === undefined ? 'all' : repeats },
        next: end,
      });
    }
    start = end;
    repeats = [];
  };
  return {
    onRow(found) {
      const { row, nextLine: line, blank } = found;
      if (!blank && end.rows === mostRows) {
        throw new FileProblem('LIMIT_EXCEEDED', `A file may have ${mostRows} rows.`, { row });
      }
      if (!blank && keys?.repeats(found) === true) repeats.push(row);
      end = {
        chunk: end.chunk,
        from: end.from + found.to - found.from,
        row: row + 1,
        line,
        rows: end.rows + (blank ? 0 : 1),
      };
      if (end.rows - start.rows >= limits.rows || end.from - start.from >= limits.bytes) cut();
    },
    finish: cut,
    nextRow: () => end.row,
  };
};

/** What is wrong with bytes does not say in which row they are. */
const inRow = ({ problem }: FileProblem, row: number): FileProblem =>
  new FileProblem(problem.code, problem.message, { row, ...problem });

/**
 * Cuts the rows of a file into chunks, from a cursor on, in one pass and with bounded memory. The chunks follow from the file
 * and the cursor alone.
 *
 * @throws FileProblem behind the last chunk if the file is broken there; that chunk ends before the row that is
 */
export async function* cutChunks(blocks: AsyncIterable<Buffer>, cutting: Cutting): AsyncGenerator<Cut> {
  const { delimiter, cursor, keys } = cutting;
  let ready: Cut[] = [];
  const take = (): Cut[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  const { onRow, finish, nextRow } = startCutting(cutting, (cut) => ready.push(cut));
  const scanner = rowScanner({ delimiter, at: cursor, watched: keys?.watched ?? [], onRow });
  try {
    for await (const block of blocks) {
      scanner.push(block);
      yield* take();
    }
    scanner.end();
  } catch (error) {
    // Anything else is no fault of the file: whoever goes on will find the rest of this chunk.
    if (!(error instanceof FileProblem)) throw error;
    finish();
    yield* take();
    throw inRow(error, nextRow());
  }
  finish();
  yield* take();
}
