import type { OwnerStore } from '../ports/directory.ts';
import type { Forecasts } from '../ports/forecasts.ts';
import type { ImportFiles } from '../ports/import-file.ts';
import type { ImportQueue } from '../ports/import-queue.ts';
import type { ImportRequests } from '../ports/import-requests.ts';
import type { ImportJobStore } from '../ports/jobs.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { RecordStore } from '../ports/records.ts';
import type { RotationQueue, RotationStore } from '../ports/rotations.ts';
import type { ChunkLimits } from './cut-chunks.ts';

/** What cutting a file into chunks takes. */
export type SplitDeps = {
  jobs: Pick<ImportJobStore, 'get' | 'advance' | 'endSplit' | 'fail' | 'closeIfComplete'>;
  files: Pick<ImportFiles, 'open'>;
  queue: ImportQueue;
  properties: PropertyCatalog;
  /** How large a chunk may become; as usual, if not said. */
  chunkLimits?: ChunkLimits;
  now: () => string;
};

/** What starting an import takes. */
export type StartDeps = SplitDeps & {
  jobs: Pick<ImportJobStore, 'begin' | 'accept'>;
  files: Pick<ImportFiles, 'describe' | 'keepText'>;
  requests: Pick<ImportRequests, 'get'>;
  owners: Pick<OwnerStore, 'get'>;
  rotations: Pick<RotationStore, 'get'>;
};

/** What writing one chunk takes. */
export type ChunkDeps = {
  jobs: Pick<ImportJobStore, 'get' | 'isCounted' | 'count' | 'keepProblem' | 'closeIfComplete'>;
  files: Pick<ImportFiles, 'read'>;
  records: Pick<RecordStore, 'findIds' | 'getMany' | 'commit'>;
  owners: Pick<OwnerStore, 'all'>;
  properties: PropertyCatalog;
  rotations: Pick<RotationStore, 'get'>;
  rotationQueue: Pick<RotationQueue, 'send'>;
  forecasts: Pick<Forecasts, 'get'>;
  now: () => string;
};

/** What counting a chunk takes that will not be written any more. */
export type GiveUpDeps = ChunkDeps & { jobs: Pick<ImportJobStore, 'fail'> };
