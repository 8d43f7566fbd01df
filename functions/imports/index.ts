import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newRecordId } from '../../lib/runtime/ids.ts';
import { uploadForms } from '../../lib/runtime/import-forms.ts';
import { importUploads } from '../../lib/runtime/import-uploads.ts';
import { reportLinks } from '../../lib/runtime/report-links.ts';
import { reportQueue } from '../../lib/runtime/report-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { importReportStore } from '../../lib/store/jobs/import-report-store.ts';
import { importRequestStore } from '../../lib/store/jobs/import-request-store.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import { createHandler } from './handler.ts';

const { JOBS_TABLE, DIRECTORY_TABLE, IMPORT_BUCKET, JOB_QUEUE_URL } = environment(
  'JOBS_TABLE',
  'DIRECTORY_TABLE',
  'IMPORT_BUCKET',
  'JOB_QUEUE_URL',
);
const dynamo = dynamoClient();
const s3 = new S3Client({});

export const handler = createHandler({
  jobs: importJobStore(dynamo, JOBS_TABLE),
  requests: importRequestStore(dynamo, JOBS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  rotations: rotationReader(dynamo, DIRECTORY_TABLE),
  forms: uploadForms(s3, IMPORT_BUCKET),
  reports: importReportStore(dynamo, JOBS_TABLE),
  reportQueue: reportQueue(new SQSClient({}), JOB_QUEUE_URL),
  links: reportLinks(s3, now),
  uploads: importUploads(s3, IMPORT_BUCKET),
  // As many digits as a record's id has, which is how an import's id in a key is told from a folder's name.
  newImportId: newRecordId,
  now,
});
