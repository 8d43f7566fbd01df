import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { applyQueue } from '../../lib/runtime/apply-queue.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newSeed, newSortableId } from '../../lib/runtime/ids.ts';
import { importFiles } from '../../lib/runtime/import-files.ts';
import { importQueue } from '../../lib/runtime/import-queue.ts';
import { jobQueue } from '../../lib/runtime/job-queue.ts';
import { reportQueue } from '../../lib/runtime/report-queue.ts';
import { reportUploads } from '../../lib/runtime/report-uploads.ts';
import { workflowQueue } from '../../lib/runtime/workflow-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { applyStore } from '../../lib/store/jobs/apply-store.ts';
import { createdRows } from '../../lib/store/jobs/created-rows.ts';
import { forecastStore } from '../../lib/store/jobs/forecast-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { importReportStore } from '../../lib/store/jobs/import-report-store.ts';
import { jobPages } from '../../lib/store/jobs/job-pages.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { ownedRecords } from '../../lib/store/jobs/owned-records.ts';
import { rowProblems } from '../../lib/store/jobs/row-problems.ts';
import { propertyHistory, runHistory } from '../../lib/store/jobs/run-history.ts';
import { selectionStore } from '../../lib/store/jobs/selection-store.ts';
import { typedRecords } from '../../lib/store/jobs/typed-records.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { rotationLedger } from '../../lib/store/rotations/rotation-ledger.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import { enrollmentOpener } from '../../lib/store/workflows/enrollment-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { createHandler } from './handler.ts';

const {
  JOBS_TABLE,
  RECORDS_TABLE,
  RECORD_KEYS_TABLE,
  CHANGES_TABLE,
  DIRECTORY_TABLE,
  ROTATIONS_TABLE,
  JOB_QUEUE_URL,
  IMPORT_QUEUE_URL,
  ENROLLMENTS_TABLE,
  WORKFLOW_QUEUE_URL,
} = environment(
  'JOBS_TABLE',
  'RECORDS_TABLE',
  'RECORD_KEYS_TABLE',
  'CHANGES_TABLE',
  'DIRECTORY_TABLE',
  'ROTATIONS_TABLE',
  'JOB_QUEUE_URL',
  'IMPORT_QUEUE_URL',
  'ENROLLMENTS_TABLE',
  'WORKFLOW_QUEUE_URL',
);
const dynamo = dynamoClient();
const s3 = new S3Client({});
const sqs = new SQSClient({});
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
  queue: jobQueue(sqs, JOB_QUEUE_URL),
  owned: ownedRecords(dynamo, RECORDS_TABLE),
  run: runHistory(dynamo, CHANGES_TABLE),
  history: propertyHistory(dynamo, CHANGES_TABLE),
  created: createdRows(dynamo, JOBS_TABLE),
  selections: selectionStore(dynamo, JOBS_TABLE),
  typed: typedRecords(dynamo, RECORDS_TABLE),
  records: recordStore(dynamo, tables),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  workflows: workflowStore(dynamo, DIRECTORY_TABLE),
  enrollments: enrollmentOpener(dynamo, ENROLLMENTS_TABLE),
  workflowQueue: workflowQueue(sqs, WORKFLOW_QUEUE_URL),
  ledger: rotationLedger(dynamo, tables),
  imports: importJobStore(dynamo, JOBS_TABLE),
  reports: importReportStore(dynamo, JOBS_TABLE),
  problems: rowProblems(dynamo, JOBS_TABLE),
  forecasts: forecastStore(dynamo, JOBS_TABLE),
  rotations: rotationReader(dynamo, DIRECTORY_TABLE),
  files: importFiles(s3),
  reportUploads: reportUploads(s3),
  applies: applyStore(dynamo, JOBS_TABLE),
  applyQueue: applyQueue(sqs, JOB_QUEUE_URL),
  importQueue: importQueue(sqs, IMPORT_QUEUE_URL),
  reportQueue: reportQueue(sqs, JOB_QUEUE_URL),
  now,
  newSeed,
  newSortableId,
});
