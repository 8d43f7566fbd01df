import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newSeed, newSortableId } from '../../lib/runtime/ids.ts';
import { jobQueue } from '../../lib/runtime/job-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { createdRows } from '../../lib/store/jobs/created-rows.ts';
import { jobPages } from '../../lib/store/jobs/job-pages.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { ownedRecords } from '../../lib/store/jobs/owned-records.ts';
import { propertyHistory, runHistory } from '../../lib/store/jobs/run-history.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { rotationLedger } from '../../lib/store/rotations/rotation-ledger.ts';
import { createHandler } from './handler.ts';

const {
  JOBS_TABLE,
  RECORDS_TABLE,
  RECORD_KEYS_TABLE,
  CHANGES_TABLE,
  DIRECTORY_TABLE,
  ROTATIONS_TABLE,
  JOB_QUEUE_URL,
} = environment(
  'JOBS_TABLE',
  'RECORDS_TABLE',
  'RECORD_KEYS_TABLE',
  'CHANGES_TABLE',
  'DIRECTORY_TABLE',
  'ROTATIONS_TABLE',
  'JOB_QUEUE_URL',
);
const dynamo = dynamoClient();
const tables = {
  jobs: JOBS_TABLE,
  records: RECORDS_TABLE,
  recordKeys: RECORD_KEYS_TABLE,
  directory: DIRECTORY_TABLE,
  rotations: ROTATIONS_TABLE,
};

export const handler = createHandler({
  jobs: jobStore(dynamo, JOBS_TABLE),
  pages: jobPages(dynamo, tables),
  queue: jobQueue(new SQSClient({}), JOB_QUEUE_URL),
  owned: ownedRecords(dynamo, RECORDS_TABLE),
  run: runHistory(dynamo, CHANGES_TABLE),
  history: propertyHistory(dynamo, CHANGES_TABLE),
  created: createdRows(dynamo, JOBS_TABLE),
  records: recordReader(dynamo, RECORDS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  ledger: rotationLedger(dynamo, tables),
  now,
  newSeed,
  newSortableId,
});
