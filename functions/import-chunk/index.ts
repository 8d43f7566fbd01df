import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newSortableId } from '../../lib/runtime/ids.ts';
import { importFiles } from '../../lib/runtime/import-files.ts';
import { importQueue } from '../../lib/runtime/import-queue.ts';
import { rotationQueue } from '../../lib/runtime/rotation-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { forecastStore } from '../../lib/store/jobs/forecast-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import { createHandler } from './handler.ts';

const {
  JOBS_TABLE,
  RECORDS_TABLE,
  RECORD_KEYS_TABLE,
  DIRECTORY_TABLE,
  IMPORT_QUEUE_URL,
  ROTATION_QUEUE_URL,
} = environment(
  'JOBS_TABLE',
  'RECORDS_TABLE',
  'RECORD_KEYS_TABLE',
  'DIRECTORY_TABLE',
  'IMPORT_QUEUE_URL',
  'ROTATION_QUEUE_URL',
);
const dynamo = dynamoClient();
const sqs = new SQSClient({});

export const handler = createHandler({
  jobs: importJobStore(dynamo, JOBS_TABLE),
  forecasts: forecastStore(dynamo, JOBS_TABLE),
  files: importFiles(new S3Client({})),
  records: recordStore(dynamo, { records: RECORDS_TABLE, recordKeys: RECORD_KEYS_TABLE }),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  rotations: rotationReader(dynamo, DIRECTORY_TABLE),
  queue: importQueue(sqs, IMPORT_QUEUE_URL),
  rotationQueue: rotationQueue(sqs, ROTATION_QUEUE_URL, newSortableId),
  now,
});
