import { SQSClient } from '@aws-sdk/client-sqs';
import { answerOnce } from '../../lib/http/answer-once.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newId, newSortableId } from '../../lib/runtime/ids.ts';
import { jobQueue } from '../../lib/runtime/job-queue.ts';
import { workflowQueue } from '../../lib/runtime/workflow-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { ledgerReader } from '../../lib/store/rotations/rotation-ledger.ts';
import { rotationStore } from '../../lib/store/rotations/rotation-store.ts';
import { clonedWorkflows } from '../../lib/store/workflows/cloned-workflows.ts';
import { enrollmentReader } from '../../lib/store/workflows/enrollment-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { createHandler } from './handler.ts';

const {
  DIRECTORY_TABLE,
  ROTATIONS_TABLE,
  RECORDS_TABLE,
  ENROLLMENTS_TABLE,
  WORKFLOW_QUEUE_URL,
  REQUESTS_TABLE,
  JOBS_TABLE,
  JOB_QUEUE_URL,
} = environment(
  'DIRECTORY_TABLE',
  'ROTATIONS_TABLE',
  'RECORDS_TABLE',
  'ENROLLMENTS_TABLE',
  'WORKFLOW_QUEUE_URL',
  'REQUESTS_TABLE',
  'JOBS_TABLE',
  'JOB_QUEUE_URL',
);
const dynamo = dynamoClient();
const sqs = new SQSClient({});

const answer = createHandler({
  workflows: workflowStore(dynamo, DIRECTORY_TABLE),
  clones: clonedWorkflows(dynamo, { directory: DIRECTORY_TABLE, rotations: ROTATIONS_TABLE }),
  enrollments: enrollmentReader(dynamo, ENROLLMENTS_TABLE),
  rotations: rotationStore(dynamo, { directory: DIRECTORY_TABLE, rotations: ROTATIONS_TABLE }),
  ledger: ledgerReader(dynamo, ROTATIONS_TABLE),
  records: recordReader(dynamo, RECORDS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  settings: settingsStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  workflowQueue: workflowQueue(sqs, WORKFLOW_QUEUE_URL),
  jobs: jobStore(dynamo, JOBS_TABLE),
  jobQueue: jobQueue(sqs, JOB_QUEUE_URL),
  now,
  newId,
  newSortableId,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
