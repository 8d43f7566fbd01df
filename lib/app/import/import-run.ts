import type { ImportRun } from '../../domain/import/fold.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import type { ChunkDeps } from './import-deps.ts';
import type { ReadyJob } from './read-rows.ts';

/** What the rows of an import have in common, at this attempt at them. */
export const runOf = ({ id, layout, options, actor }: ReadyJob, set: PropertySet, at: string): ImportRun => {
  const { mode, dryRun } = options;
  return { importId: id, set, columns: layout.columns, mode, dryRun, actor, at };
};

/**
 * The same for the rows of one chunk, with what the dry run has said of them if it is one that is applied.
 *
 * @throws Error if the dry run has said nothing of the chunk
 */
export const runOfChunk = async (
  { forecasts, now }: Pick<ChunkDeps, 'forecasts' | 'now'>,
  job: ReadyJob,
  set: PropertySet,
  chunk: number,
): Promise<ImportRun> => {
  const run = runOf(job, set, now());
  if (job.applies === undefined) return run;
  const foreseen = await forecasts.get(job.applies, chunk);
  if (foreseen === undefined) throw new Error(`Dry run ${job.applies} says nothing of chunk ${chunk}.`);
  return { ...run, forecast: new Map(foreseen.rows.map((forecast) => [forecast.row, forecast])) };
};
