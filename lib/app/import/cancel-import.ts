import { Conflict, NotFound } from '../../domain/errors.ts';
import type { ImportJob } from '../../domain/import/import.ts';
import type { ImportJobStore } from '../ports/jobs.ts';

type CancelDeps = { jobs: Pick<ImportJobStore, 'cancel'>; now: () => string };

/**
 * Has an import stop: the chunks that are being written at this moment are finished and counted, no other is begun. What was
 * written stays. Cancelling again does no more.
 *
 * @throws NotFound if there is no such import
 * @throws Conflict if it has ended by itself
 */
export const cancelImport = async (deps: CancelDeps, importId: string): Promise<ImportJob> => {
  const job = await deps.jobs.cancel(importId, deps.now());
  if (job === undefined) throw new NotFound(`There is no import ${importId}.`);
  if (job.state !== 'CANCELED') throw new Conflict(`Import ${importId} is over: it is ${job.state}.`);
  return job;
};
