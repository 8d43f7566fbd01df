import { SQSClient } from '@aws-sdk/client-sqs';
import { answerOnce } from '../../lib/http/answer-once.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newId, newSortableId } from '../../lib/runtime/ids.ts';
import { jobQueue } from '../../lib/runtime/job-queue.ts';
import { rotationQueue } from '../../lib/runtime/rotation-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { ownedRecords } from '../../lib/store/jobs/owned-records.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { ledgerReader } from '../../lib/store/rotations/rotation-ledger.ts';
import { rotationStore } from '../../lib/store/rotations/rotation-store.ts';
import { createHandler } from './handler.ts';

const {
  DIRECTORY_TABLE,
  ROTATIONS_TABLE,
  RECORDS_TABLE,
  JOBS_TABLE,
  ROTATION_QUEUE_URL,
  JOB_QUEUE_URL,
  REQUESTS_TABLE,
} = environment(
  'DIRECTORY_TABLE',
  'ROTATIONS_TABLE',
  'RECORDS_TABLE',
  'JOBS_TABLE',
  'ROTATION_QUEUE_URL',
  'JOB_QUEUE_URL',
  'REQUESTS_TABLE',
);
const dynamo = dynamoClient();
const sqs = new SQSClient({});
const owners = ownerStore(dynamo, DIRECTORY_TABLE);
const rotations = rotationStore(dynamo, { directory: DIRECTORY_TABLE, rotations: ROTATIONS_TABLE });

const answer = createHandler({
  owners,
  teams: teamStore(dynamo, DIRECTORY_TABLE),
  settings: settingsStore(dynamo, DIRECTORY_TABLE),
  rotations,
  ledger: ledgerReader(dynamo, ROTATIONS_TABLE),
  queue: rotationQueue(sqs, ROTATION_QUEUE_URL, newSortableId),
  handover: {
    owners,
    rotations,
    owned: ownedRecords(dynamo, RECORDS_TABLE),
    jobs: jobStore(dynamo, JOBS_TABLE),
    queue: jobQueue(sqs, JOB_QUEUE_URL),
    now,
    newSortableId,
  },
  now,
  newId,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
