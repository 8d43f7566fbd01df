import { SQSClient } from '@aws-sdk/client-sqs';
import { answerOnce } from '../../lib/http/answer-once.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newSortableId } from '../../lib/runtime/ids.ts';
import { jobQueue } from '../../lib/runtime/job-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { selectionKeeper } from '../../lib/store/jobs/selection-store.ts';
import { recordAssigner } from '../../lib/store/records/record-assign.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { createHandler } from './handler.ts';

const { RECORDS_TABLE, DIRECTORY_TABLE, JOBS_TABLE, JOB_QUEUE_URL, REQUESTS_TABLE } = environment(
  'RECORDS_TABLE',
  'DIRECTORY_TABLE',
  'JOBS_TABLE',
  'JOB_QUEUE_URL',
  'REQUESTS_TABLE',
);
const dynamo = dynamoClient();

const answer = createHandler({
  records: { ...recordAssigner(dynamo, RECORDS_TABLE), ...recordReader(dynamo, RECORDS_TABLE) },
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  jobs: jobStore(dynamo, JOBS_TABLE),
  selections: selectionKeeper(dynamo, JOBS_TABLE),
  queue: jobQueue(new SQSClient({}), JOB_QUEUE_URL),
  now,
  newSortableId,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
