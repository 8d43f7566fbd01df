import { CsvError } from 'csv-parse/sync';
import { type ImportJob, isOver } from '../../domain/import/import.ts';
import { type ReportLayout, reportHeader, reportLayout, reportLine } from '../../domain/import/report.ts';
import { reportKey, reportState } from '../../domain/import/report-key.ts';
import type { ProblemsOfChunk } from '../ports/import-reports.ts';
import { inBlocks } from './blocks.ts';
import { parseRows } from './csv.ts';
import type { MakeReportDeps } from './report-deps.ts';

/** How many chunks are read ahead of the one that is being written. */
const readAhead = 8;

/** Without it, spreadsheets take UTF-8 for something else. */
const mark = '\uFEFF';

/** The cells of a chunk's rows, by row; none if the file is gone or the rows cannot be told apart. */
const cellsOf = async (
  { files }: Pick<MakeReportDeps, 'files'>,
  job: ImportJob,
  { part }: ProblemsOfChunk,
): Promise<Map<number, readonly string[]>> => {
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

const linesOf = async (
  deps: Pick<MakeReportDeps, 'files'>,
  { job, layout, chunk }: { job: ImportJob; layout: ReportLayout; chunk: ProblemsOfChunk },
): Promise<string> => {
  const cells = await cellsOf(deps, job, chunk);
  return chunk.problems
    .map((problem) => reportLine(layout, problem, cells.get(problem.row ?? 0) ?? []))
    .join('');
};

async function* reportText(
  deps: Pick<MakeReportDeps, 'files' | 'problems'>,
  job: ImportJob,
): AsyncGenerator<Buffer> {
  const layout = reportLayout(job.layout);
  yield Buffer.from(mark + reportHeader(layout));
  yield Buffer.from(job.problems.map((problem) => reportLine(layout, problem, [])).join(''));
  const ahead: Promise<string>[] = [];
  for await (const chunk of deps.problems.chunks(job.id)) {
    const lines = linesOf(deps, { job, layout, chunk });
    // Whoever takes it from the list will see the error; until then it is nobody's.
    lines.catch(() => undefined);
    ahead.push(lines);
    if (ahead.length > readAhead) yield Buffer.from((await ahead.shift()) ?? '');
  }
  for (const lines of ahead) yield Buffer.from(await lines);
}

/**
 * Makes the error report of an import that is over and puts it into the bucket in place of an earlier one: a line for each
 * problem, with the cells of its row as they are in the file. Only a few chunks of the file are in memory at a time.
 *
 * @throws Error if there is no such import, or it is not over
 */
export const makeReport = async (deps: MakeReportDeps, importId: string): Promise<void> => {
  const job = await deps.imports.get(importId);
  if (job === undefined || !isOver(job)) throw new Error(`Import ${importId} is not over.`);
  await deps.files.keepText(job.file, reportKey(importId), inBlocks(reportText(deps, job)));
  await deps.reports.keep(importId, { of: reportState(job), at: deps.now() });
};
