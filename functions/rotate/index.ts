import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newSeed, newSortableId } from '../../lib/runtime/ids.ts';
import { rotationQueue } from '../../lib/runtime/rotation-queue.ts';
import { workflowQueue } from '../../lib/runtime/workflow-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { rotationLedger } from '../../lib/store/rotations/rotation-ledger.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE, ROTATIONS_TABLE, RECORDS_TABLE, ROTATION_QUEUE_URL, WORKFLOW_QUEUE_URL } =
  environment(
    'DIRECTORY_TABLE',
    'ROTATIONS_TABLE',
    'RECORDS_TABLE',
    'ROTATION_QUEUE_URL',
    'WORKFLOW_QUEUE_URL',
  );
const dynamo = dynamoClient();
const sqs = new SQSClient({});
const tables = { directory: DIRECTORY_TABLE, rotations: ROTATIONS_TABLE, records: RECORDS_TABLE };

export const handler = createHandler({
  ledger: rotationLedger(dynamo, tables),
  records: recordReader(dynamo, RECORDS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  queue: rotationQueue(sqs, ROTATION_QUEUE_URL, newSortableId),
  workflowQueue: workflowQueue(sqs, WORKFLOW_QUEUE_URL),
  now,
  newSeed,
});
