import { isOver } from '../../domain/import/import.ts';
import type { GiveUpDeps } from './import-deps.ts';

/**
 * Ends an import whose file could not be read to its end, however often that was tried: it has FAILED, and what was written of it
 * counts.
 *
 * @throws Error if there is no such import: it may still come to be
 */
export const giveUpFile = async (
  { jobs, now }: Pick<GiveUpDeps, 'jobs' | 'now'>,
  importId: string,
): Promise<void> => {
  const job = await jobs.get(importId);
  if (job === undefined) throw new Error(`There is no import ${importId}.`);
  if (isOver(job) || job.totalChunks !== null) return;
  const message =
    'The file could not be read to its end. Rows that were read are imported; upload it again under another name.';
  await jobs.fail(importId, [{ code: 'INTERNAL_ERROR', message }], now());
};
