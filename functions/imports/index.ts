import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { answerOnce } from '../../lib/http/answer-once.ts';
import { applyQueue } from '../../lib/runtime/apply-queue.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newImportId } from '../../lib/runtime/ids.ts';
import { importFiles } from '../../lib/runtime/import-files.ts';
import { uploadForms } from '../../lib/runtime/import-forms.ts';
import { importQueue } from '../../lib/runtime/import-queue.ts';
import { importUploads } from '../../lib/runtime/import-uploads.ts';
import { reportLinks } from '../../lib/runtime/report-links.ts';
import { reportQueue } from '../../lib/runtime/report-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { applyStore } from '../../lib/store/jobs/apply-store.ts';
import { forecastStore } from '../../lib/store/jobs/forecast-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { importReportStore } from '../../lib/store/jobs/import-report-store.ts';
import { importRequestStore } from '../../lib/store/jobs/import-request-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import { createHandler } from './handler.ts';

const {
  JOBS_TABLE,
  DIRECTORY_TABLE,
  RECORDS_TABLE,
  RECORD_KEYS_TABLE,
  IMPORT_BUCKET,
  JOB_QUEUE_URL,
  IMPORT_QUEUE_URL,
  REQUESTS_TABLE,
} = environment(
  'JOBS_TABLE',
  'DIRECTORY_TABLE',
  'RECORDS_TABLE',
  'RECORD_KEYS_TABLE',
  'IMPORT_BUCKET',
  'JOB_QUEUE_URL',
  'IMPORT_QUEUE_URL',
  'REQUESTS_TABLE',
);
const dynamo = dynamoClient();
const s3 = new S3Client({});
const sqs = new SQSClient({});
const imports = importJobStore(dynamo, JOBS_TABLE);

const answer = createHandler({
  jobs: imports,
  imports,
  requests: importRequestStore(dynamo, JOBS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  rotations: rotationReader(dynamo, DIRECTORY_TABLE),
  forms: uploadForms(s3, IMPORT_BUCKET),
  reports: importReportStore(dynamo, JOBS_TABLE),
  reportQueue: reportQueue(sqs, JOB_QUEUE_URL),
  applies: applyStore(dynamo, JOBS_TABLE),
  applyQueue: applyQueue(sqs, JOB_QUEUE_URL),
  importQueue: importQueue(sqs, IMPORT_QUEUE_URL),
  forecasts: forecastStore(dynamo, JOBS_TABLE),
  files: importFiles(s3),
  records: recordStore(dynamo, { records: RECORDS_TABLE, recordKeys: RECORD_KEYS_TABLE }),
  links: reportLinks(s3, now),
  uploads: importUploads(s3, IMPORT_BUCKET),
  // As many digits as a record's id has, which is how an import's id in a key is told from a folder's name.
  newImportId,
  now,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
