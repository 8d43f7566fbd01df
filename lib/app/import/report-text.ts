import { CsvError } from 'csv-parse/sync';
import type { ImportJob } from '../../domain/import/import.ts';
import type { ReportKind } from '../../domain/import/report-key.ts';
import { parseRows } from './csv.ts';
import type { ReportTextDeps } from './report-deps.ts';
import { type Cells, type LinesOfChunk, reportLines } from './report-lines.ts';

/** How many chunks are read ahead of the one that is being written. */
const readAhead = 8;

/** Without it, spreadsheets take UTF-8 for something else. */
const mark = '\uFEFF';

/** A piece of a report, and the last chunk that it is about: 0 for what comes before all chunks. */
export type ReportPiece = { chunk: number; text: Buffer };

/** The cells of a chunk's rows, by row; none if the file is gone or the rows cannot be told apart. */
const cellsOf = async (
  { files }: Pick<ReportTextDeps, 'files'>,
  job: ImportJob,
  { part }: LinesOfChunk,
): Promise<Cells> => {
  if (part === undefined || job.layout === null) return new Map();
  const bytes = await files.read(job.source?.file ?? job.file, part.from, part.to);
  if (bytes === undefined) return new Map();
  try {
    const { delimiter } = job.layout;
    const rows = parseRows(bytes, { delimiter, firstRow: part.firstRow });
    return new Map(rows.map(({ row, cells }) => [row, cells]));
  } catch (error) {
    if (error instanceof CsvError) return new Map();
    throw error;
  }
};

/**
 * The text of a report behind a chunk, or from its beginning. Only a few chunks of the file are in memory at a time. The same
 * import gives the same text, wherever it is begun.
 */
export async function* reportText(
  deps: ReportTextDeps,
  job: ImportJob,
  { kind, afterChunk }: { kind: ReportKind; afterChunk: number },
): AsyncGenerator<ReportPiece> {
  const { opening, behind } = reportLines(deps, job, kind);
  if (afterChunk === 0) yield { chunk: 0, text: Buffer.from(mark + opening) };
  const pieceOf = async (lines: LinesOfChunk): Promise<ReportPiece> => ({
    chunk: lines.chunk,
    text: Buffer.from(lines.lines(await cellsOf(deps, job, lines)).join('')),
  });
  const ahead: Promise<ReportPiece>[] = [];
  for await (const lines of behind(afterChunk)) {
    const piece = pieceOf(lines);
    // Whoever takes it from the list will see the error; until then it is nobody's.
    piece.catch(() => undefined);
    ahead.push(piece);
    const next = ahead.length > readAhead ? ahead.shift() : undefined;
    if (next !== undefined) yield await next;
  }
  for (const piece of ahead) yield await piece;
}
