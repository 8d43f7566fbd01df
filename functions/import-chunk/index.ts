import { S3Client } from '@aws-sdk/client-s3';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { importFiles } from '../../lib/runtime/import-files.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { createHandler } from './handler.ts';

const { JOBS_TABLE, RECORDS_TABLE, RECORD_KEYS_TABLE, DIRECTORY_TABLE } = environment(
  'JOBS_TABLE',
  'RECORDS_TABLE',
  'RECORD_KEYS_TABLE',
  'DIRECTORY_TABLE',
);
const dynamo = dynamoClient();

export const handler = createHandler({
  jobs: importJobStore(dynamo, JOBS_TABLE),
  files: importFiles(new S3Client({})),
  records: recordStore(dynamo, { records: RECORDS_TABLE, recordKeys: RECORD_KEYS_TABLE }),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  now,
});
