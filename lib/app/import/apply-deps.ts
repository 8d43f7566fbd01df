import type { Applies, ApplyQueue } from '../ports/applies.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { Forecasts } from '../ports/forecasts.ts';
import type { ImportFiles } from '../ports/import-file.ts';
import type { ImportQueue } from '../ports/import-queue.ts';
import type { ImportJobStore } from '../ports/jobs.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { RecordStore } from '../ports/records.ts';
import type { RotationStore } from '../ports/rotations.ts';

/** What comparing a dry run with what is there now takes. */
export type VerifyDeps = {
  files: Pick<ImportFiles, 'read'>;
  records: Pick<RecordStore, 'findIds' | 'getMany'>;
  owners: Pick<OwnerStore, 'all'>;
  properties: PropertyCatalog;
  rotations: Pick<RotationStore, 'get'>;
  now: () => string;
};

/** What applying one takes. */
export type ApplyDeps = VerifyDeps & {
  imports: Pick<ImportJobStore, 'get' | 'begin' | 'closeIfComplete'>;
  forecasts: Pick<Forecasts, 'page'>;
  applies: Applies;
  applyQueue: ApplyQueue;
  importQueue: Pick<ImportQueue, 'send'>;
};
