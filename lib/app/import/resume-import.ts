import { type ImportJob, isOver } from '../../domain/import/import.ts';
import type { SplitDeps } from './import-deps.ts';
import { isReady } from './read-rows.ts';
import { splitImport, type TimeLeft } from './split-import.ts';

/** Does what is left to do with the file of an import whose header is accepted: nothing if it has been cut to its end. */
export const splitOn = async (deps: SplitDeps, job: ImportJob, timeLeft: TimeLeft): Promise<void> => {
  if (isOver(job) || !isReady(job)) return;
  if (job.totalChunks === null) await splitImport(deps, job, timeLeft);
  await deps.jobs.closeIfComplete(job.id, deps.now());
};

/** Goes on with an import whose splitter ran out of time, from where the file has been cut to by now. */
export const resumeImport = async (deps: SplitDeps, importId: string, timeLeft: TimeLeft): Promise<void> => {
  const job = await deps.jobs.get(importId);
  if (job !== undefined) await splitOn(deps, job, timeLeft);
};
