import type { Chunk } from '../../domain/import/chunk.ts';
import { isOver } from '../../domain/import/import.ts';
import type { ChunkReport } from '../ports/jobs.ts';
import { failedReport, reportOf } from './chunk-report.ts';
import { enrollRows } from './enroll-rows.ts';
import { foresee } from './foresee.ts';
import type { ChunkDeps } from './import-deps.ts';
import { runOfChunk } from './import-run.ts';
import { fileIsGone } from './new-job.ts';
import { isReady, type ReadyJob, readRows } from './read-rows.ts';
import { reportWritten } from './recount-chunk.ts';
import { writeRows } from './write-rows.ts';

const writeChunk = async (deps: ChunkDeps, job: ReadyJob, chunk: Chunk): Promise<ChunkReport> => {
  const bytes = await deps.files.read(job.source?.file ?? job.file, chunk.from, chunk.to);
  if (bytes === undefined) {
    // The file is not what the import began with any more: that is kept once, and none of the rows can be written.
    await deps.jobs.keepProblem(job.id, fileIsGone().problem, deps.now());
    return failedReport(chunk, []);
  }
  const set = await deps.properties.of(job.objectType);
  const [rows, run] = await Promise.all([
    readRows(deps, job, set, { ...chunk, bytes }),
    runOfChunk(deps, job, set, chunk.number),
  ]);
  if (run.dryRun) {
    const { decisions, forecast } = await foresee(deps, rows, run);
    return { ...reportOf(chunk, decisions), forecast: { chunk, rows: forecast } };
  }
  const decisions = await writeRows(deps, rows, run);
  await enrollRows(deps, job, chunk.number, decisions);
  return reportOf(chunk, decisions);
};

/**
 * Writes the rows of one chunk and counts them. However often and wherever it is cut short, doing it again ends the same: a
 * row that was applied is recognised, and the chunk is counted once. A dry run writes nothing but what it would do. Of an import
 * that is over, which may have been cancelled, nothing is written; if the chunk has been handed out before, what was written
 * then is counted.
 *
 * @throws Error if it is to be tried again: there is no such import yet, or others kept writing the same records
 */
export const importChunk = async (
  deps: ChunkDeps,
  { importId, chunk, isRepeated }: { importId: string; chunk: Chunk; isRepeated: boolean },
): Promise<void> => {
  const [job, counted] = await Promise.all([
    deps.jobs.get(importId),
    deps.jobs.isCounted(importId, chunk.number),
  ]);
  if (job === undefined || !isReady(job)) {
    throw new Error(`Import ${importId} is not ready for its chunk ${chunk.number}.`);
  }
  if (isOver(job)) {
    if (counted || !isRepeated) return;
    await deps.jobs.count(importId, await reportWritten(deps, job, chunk), deps.now());
    return;
  }
  if (!counted) await deps.jobs.count(importId, await writeChunk(deps, job, chunk), deps.now());
  await deps.jobs.closeIfComplete(importId, deps.now());
};
