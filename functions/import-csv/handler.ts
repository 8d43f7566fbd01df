import type { StartDeps } from '../../lib/app/import/import-deps.ts';
import { startImport } from '../../lib/app/import/start-import.ts';
import { createUploadHandler, type UploadHandler } from '../../lib/events/s3.ts';

export const createHandler = (deps: StartDeps): UploadHandler =>
  createUploadHandler((object, timeLeft) => startImport(deps, object, timeLeft));
