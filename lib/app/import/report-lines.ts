import { forecastHeader, forecastLine, type OwnerNames } from '../../domain/import/forecast-report.ts';
import type { ImportJob } from '../../domain/import/import.ts';
import { type ReportLayout, reportHeader, reportLayout, reportLine } from '../../domain/import/report.ts';
import type { ReportKind } from '../../domain/import/report-key.ts';
import type { ChunkPart } from '../ports/jobs.ts';
import type { ReportTextDeps } from './report-deps.ts';

export type Cells = ReadonlyMap<number, readonly string[]>;

/** The lines about one chunk of the file, which take the cells of its rows, by row. */
export type LinesOfChunk = {
  chunk: number;
  part: ChunkPart | undefined;
  lines: (cells: Cells) => string[];
};

/** A report before it is written: its first lines, and those of the chunks behind one, in the order of the file. */
export type ReportLines = {
  opening: string;
  behind: (afterChunk: number) => AsyncIterable<LinesOfChunk>;
};

/** The problems of an import: those of the file, then those of its rows. */
const errorLines = ({ problems }: ReportTextDeps, job: ImportJob, layout: ReportLayout): ReportLines => ({
  opening: reportHeader(layout) + job.problems.map((problem) => reportLine(layout, problem, [])).join(''),
  async *behind(afterChunk) {
    for await (const { chunk, part, problems: found } of problems.chunks(job.id, afterChunk)) {
      const lines = (cells: Cells) =>
        found.map((problem) => reportLine(layout, problem, cells.get(problem.row ?? 0) ?? []));
      yield { chunk, part, lines };
    }
  },
});

/** How many chunks' forecasts are read at a time. */
const forecastsAtOnce = 20;

const namesFor = async ({ owners, rotations }: ReportTextDeps, job: ImportJob): Promise<OwnerNames> => {
  const { unknownOwner } = job.options;
  const rotationId =
    typeof unknownOwner === 'object' && 'rotationId' in unknownOwner ? unknownOwner.rotationId : undefined;
  const [everybody, rotation] = await Promise.all([
    owners.all(),
    rotationId === undefined ? undefined : rotations.get(rotationId),
  ]);
  const names = new Map(
    everybody.map(({ id, email, firstName, lastName }) => [
      id,
      `${firstName} ${lastName} <${email}>`.trimStart(),
    ]),
  );
  return {
    owner: (id) => names.get(id) ?? '',
    rotation: `rotation ${rotationId ?? ''}${rotation === undefined ? '' : `: ${rotation.name}`}`,
  };
};

/** What a dry run says of every row. */
const forecastLines = (deps: ReportTextDeps, job: ImportJob, layout: ReportLayout): ReportLines => ({
  opening: forecastHeader(layout),
  async *behind(afterChunk) {
    const names = await namesFor(deps, job);
    let after = afterChunk;
    for (;;) {
      const page = await deps.forecasts.page(job.id, { after, limit: forecastsAtOnce });
      for (const { chunk, rows } of page) {
        const lines = (cells: Cells) =>
          rows.map((row) => forecastLine(layout, row, { cells: cells.get(row.row) ?? [], names }));
        yield { chunk: chunk.number, part: chunk, lines };
        after = chunk.number;
      }
      if (page.length === 0) return;
    }
  },
});

/** The lines of a report of an import that is over. */
export const reportLines = (deps: ReportTextDeps, job: ImportJob, kind: ReportKind): ReportLines => {
  const layout = reportLayout(job.layout);
  return kind === 'errors' ? errorLines(deps, job, layout) : forecastLines(deps, job, layout);
};
