import type { ImportJob } from '../../domain/import/import.ts';
import type { ImportUploads } from '../ports/import-uploads.ts';
import type { ImportJobStore } from '../ports/jobs.ts';
import { newImport } from './new-job.ts';
import { keepWish, type UploadWish, type WishDeps } from './offer-upload.ts';

export type ReceiveDeps = WishDeps & { uploads: ImportUploads; jobs: Pick<ImportJobStore, 'begin'> };

/**
 * Takes a file that comes with its request and puts it where uploads go, from where its import starts as that of any other.
 *
 * @returns the import as it begins, which can be asked for from now on
 */
export const receiveUpload = async (
  deps: ReceiveDeps,
  { bytes, ...wish }: UploadWish & { bytes: Uint8Array },
): Promise<ImportJob> => {
  const { request, key } = await keepWish(deps, wish);
  const file = await deps.uploads.put({ key, bytes });
  const description = { size: bytes.length, metadata: {} };
  return deps.jobs.begin(newImport(file, { description, request }, deps.now()));
};
