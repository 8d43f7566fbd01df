import { S3Client } from '@aws-sdk/client-s3';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newRecordId } from '../../lib/runtime/ids.ts';
import { uploadForms } from '../../lib/runtime/import-forms.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { createHandler } from './handler.ts';

const { JOBS_TABLE, IMPORT_BUCKET } = environment('JOBS_TABLE', 'IMPORT_BUCKET');

export const handler = createHandler({
  jobs: importJobStore(dynamoClient(), JOBS_TABLE),
  forms: uploadForms(new S3Client({}), IMPORT_BUCKET),
  // As many digits as a record's id has, which is how an import's id in a key is told from a folder's name.
  newImportId: newRecordId,
});
