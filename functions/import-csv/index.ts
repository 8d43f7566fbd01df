import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { importFiles } from '../../lib/runtime/import-files.ts';
import { importQueue } from '../../lib/runtime/import-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { importRequestStore } from '../../lib/store/jobs/import-request-store.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import { createHandler } from './handler.ts';

const { JOBS_TABLE, DIRECTORY_TABLE, IMPORT_QUEUE_URL } = environment(
  'JOBS_TABLE',
  'DIRECTORY_TABLE',
  'IMPORT_QUEUE_URL',
);
const dynamo = dynamoClient();

export const handler = createHandler({
  jobs: importJobStore(dynamo, JOBS_TABLE),
  requests: importRequestStore(dynamo, JOBS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  rotations: rotationReader(dynamo, DIRECTORY_TABLE),
  files: importFiles(new S3Client({})),
  queue: importQueue(new SQSClient({}), IMPORT_QUEUE_URL),
  now,
});
