import { SQSClient } from '@aws-sdk/client-sqs';
import { answerOnce } from '../../lib/http/answer-once.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { jobQueue } from '../../lib/runtime/job-queue.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { runHistory } from '../../lib/store/jobs/run-history.ts';
import { selectionStore } from '../../lib/store/jobs/selection-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { createHandler } from './handler.ts';

const { JOBS_TABLE, CHANGES_TABLE, JOB_QUEUE_URL, REQUESTS_TABLE } = environment(
  'JOBS_TABLE',
  'CHANGES_TABLE',
  'JOB_QUEUE_URL',
  'REQUESTS_TABLE',
);
const dynamo = dynamoClient();

const answer = createHandler({
  jobs: jobStore(dynamo, JOBS_TABLE),
  imports: importJobStore(dynamo, JOBS_TABLE),
  queue: jobQueue(new SQSClient({}), JOB_QUEUE_URL),
  selections: selectionStore(dynamo, JOBS_TABLE),
  run: runHistory(dynamo, CHANGES_TABLE),
  now,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
