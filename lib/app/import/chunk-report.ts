import type { Chunk } from '../../domain/import/chunk.ts';
import type { RowDecision } from '../../domain/import/decide.ts';
import type { ImportProblem, RowTally } from '../../domain/import/import.ts';
import type { ChunkReport } from '../ports/jobs.ts';

/** What the marker of a chunk says: how many rows came out how, and what is wrong with them, in the order of the file. */
export const reportOf = (chunk: Chunk, decisions: readonly RowDecision[]): ChunkReport => {
  const count = (outcome: RowDecision['outcome']) =>
    decisions.filter((decision) => decision.outcome === outcome).length;
  const problems = decisions
    .toSorted((a, b) => a.row.row - b.row.row)
    .flatMap((decision) => decision.problems);
  const tally: RowTally = {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    errors: problems.length,
  };
  const { number, from, to, firstRow } = chunk;
  const created = decisions.flatMap(({ row, outcome }) => (outcome === 'created' ? [row.row] : []));
  return { chunk: number, bytes: to - from, part: { from, to, firstRow }, tally, created, problems };
};

/** The report of a chunk none of whose rows could be read: all have failed, for one reason. */
export const failedReport = (chunk: Chunk, problems: ImportProblem[]): ChunkReport => {
  const { tally, ...report } = reportOf(chunk, []);
  return { ...report, tally: { ...tally, failed: chunk.rows, errors: problems.length }, problems };
};
