import type { Chunk } from '../../domain/import/chunk.ts';
import type { RowDecision } from '../../domain/import/decide.ts';
import type { ImportRun } from '../../domain/import/fold.ts';
import { isOver, type RowTally } from '../../domain/import/import.ts';
import type { ChunkReport } from '../ports/jobs.ts';
import { enrollRows } from './enroll-rows.ts';
import type { ChunkDeps } from './import-deps.ts';
import { fileIsGone } from './new-job.ts';
import { isReady, type ReadyJob, readRows } from './read-rows.ts';
import { writeRows } from './write-rows.ts';

const reportOf = (chunk: Chunk, decisions: readonly RowDecision[]): ChunkReport => {
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
  return { chunk: chunk.number, bytes: chunk.to - chunk.from, tally, problems };
};

const runOf = ({ id, objectType, layout, options, actor }: ReadyJob, at: string): ImportRun => {
  const { mode, dryRun } = options;
  return { importId: id, objectType, columns: layout.columns, mode, dryRun, actor, at };
};

/** The file is not what the import began with any more: its problem is kept once, and the chunk's rows have failed. */
const giveUpFile = async (deps: ChunkDeps, importId: string, chunk: Chunk): Promise<ChunkReport> => {
  await deps.jobs.keepProblem(importId, fileIsGone().problem, deps.now());
  const report = reportOf(chunk, []);
  return { ...report, tally: { ...report.tally, failed: chunk.rows } };
};

const writeChunk = async (deps: ChunkDeps, job: ReadyJob, chunk: Chunk): Promise<ChunkReport> => {
  const bytes = await deps.files.read(job.source?.file ?? job.file, chunk.from, chunk.to);
  if (bytes === undefined) return giveUpFile(deps, job.id, chunk);
  const rows = await readRows(deps, job, { ...chunk, bytes });
  const decisions = await writeRows(deps, rows, runOf(job, deps.now()));
  await enrollRows(deps, job, chunk.number, decisions);
  return reportOf(chunk, decisions);
};

/**
 * Writes the rows of one chunk and counts them. However often and wherever it is cut short, doing it again ends the same: a
 * row that was applied is recognised, and the chunk is counted once.
 *
 * @throws Error if it is to be tried again: there is no such import yet, or others kept writing the same records
 */
export const importChunk = async (deps: ChunkDeps, importId: string, chunk: Chunk): Promise<void> => {
  const [job, counted] = await Promise.all([
    deps.jobs.get(importId),
    deps.jobs.isCounted(importId, chunk.number),
  ]);
  if (job === undefined || !(isReady(job) || isOver(job))) {
    throw new Error(`Import ${importId} is not ready for its chunk ${chunk.number}.`);
  }
  if (isOver(job) || !isReady(job)) return;
  if (!counted) await deps.jobs.count(importId, await writeChunk(deps, job, chunk), deps.now());
  await deps.jobs.closeIfComplete(importId, deps.now());
};
