import { S3Client } from '@aws-sdk/client-s3';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newRecordId } from '../../lib/runtime/ids.ts';
import { uploadForms } from '../../lib/runtime/import-forms.ts';
import { importUploads } from '../../lib/runtime/import-uploads.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { importRequestStore } from '../../lib/store/jobs/import-request-store.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import { createHandler } from './handler.ts';

const { JOBS_TABLE, DIRECTORY_TABLE, IMPORT_BUCKET } = environment(
  'JOBS_TABLE',
  'DIRECTORY_TABLE',
  'IMPORT_BUCKET',
);
const dynamo = dynamoClient();
const s3 = new S3Client({});

export const handler = createHandler({
  jobs: importJobStore(dynamo, JOBS_TABLE),
  requests: importRequestStore(dynamo, JOBS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  rotations: rotationReader(dynamo, DIRECTORY_TABLE),
  forms: uploadForms(s3, IMPORT_BUCKET),
  uploads: importUploads(s3, IMPORT_BUCKET),
  // As many digits as a record's id has, which is how an import's id in a key is told from a folder's name.
  newImportId: newRecordId,
  now,
});
