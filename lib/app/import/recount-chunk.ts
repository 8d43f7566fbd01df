import type { Chunk } from '../../domain/import/chunk.ts';
import type { RowDecision } from '../../domain/import/decide.ts';
import type { ImportRow } from '../../domain/import/row.ts';
import { splitByDone } from '../../domain/import/undone.ts';
import type { ChunkReport } from '../ports/jobs.ts';
import { reportOf } from './chunk-report.ts';
import { enrollRows } from './enroll-rows.ts';
import type { ChunkDeps } from './import-deps.ts';
import { runOfChunk } from './import-run.ts';
import { type ReadyJob, readRows } from './read-rows.ts';
import { look } from './write-rows.ts';

/**
 * Finds out what earlier attempts have done of a chunk that will not be written any more, and sees to it that the records that
 * they left without an owner go to the rotation.
 *
 * @returns undefined if the file is gone
 */
export const recountChunk = async (
  deps: ChunkDeps,
  job: ReadyJob,
  chunk: Chunk,
): Promise<{ done: RowDecision[]; undone: ImportRow[] } | undefined> => {
  const bytes = await deps.files.read(job.source?.file ?? job.file, chunk.from, chunk.to);
  if (bytes === undefined) return undefined;
  const set = await deps.properties.of(job.objectType);
  const run = await runOfChunk(deps, job, set, chunk.number);
  const rows = await readRows(deps, job, set, { ...chunk, bytes });
  const result = splitByDone(rows, await look(deps, rows, run, true), run);
  await enrollRows(deps, job, chunk.number, result.done);
  return result;
};

/** Of an import that is over: what earlier attempts have written of a chunk, and nothing of its other rows. */
export const reportWritten = async (deps: ChunkDeps, job: ReadyJob, chunk: Chunk): Promise<ChunkReport> => {
  const { done } = (await recountChunk(deps, job, chunk)) ?? { done: [] };
  return reportOf(
    chunk,
    done.filter(({ outcome }) => outcome === 'created' || outcome === 'updated'),
  );
};
