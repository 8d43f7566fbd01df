import type { OwnerStore } from '../ports/directory.ts';
import type { ImportFiles } from '../ports/import-file.ts';
import type { ImportQueue } from '../ports/import-queue.ts';
import type { ImportRequests } from '../ports/import-requests.ts';
import type { ImportJobStore } from '../ports/jobs.ts';
import type { RecordStore } from '../ports/records.ts';
import type { RotationQueue, RotationStore } from '../ports/rotations.ts';

/** What starting an import takes. */
export type StartDeps = {
  jobs: Pick<ImportJobStore, 'begin' | 'accept' | 'markHandedOut' | 'fail' | 'closeIfComplete'>;
  files: Pick<ImportFiles, 'describe' | 'open'>;
  queue: ImportQueue;
  requests: Pick<ImportRequests, 'get'>;
  now: () => string;
};

/** What writing one chunk takes. */
export type ChunkDeps = {
  jobs: Pick<ImportJobStore, 'get' | 'isCounted' | 'count' | 'fail' | 'closeIfComplete'>;
  files: Pick<ImportFiles, 'read'>;
  records: Pick<RecordStore, 'findIds' | 'getMany' | 'commit'>;
  owners: Pick<OwnerStore, 'all'>;
  rotations: Pick<RotationStore, 'get'>;
  rotationQueue: Pick<RotationQueue, 'send'>;
  now: () => string;
};
