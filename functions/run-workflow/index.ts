import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newSortableId } from '../../lib/runtime/ids.ts';
import { rotationQueue } from '../../lib/runtime/rotation-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { enrollmentStore } from '../../lib/store/workflows/enrollment-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE, ENROLLMENTS_TABLE, RECORDS_TABLE, ROTATION_QUEUE_URL } = environment(
  'DIRECTORY_TABLE',
  'ENROLLMENTS_TABLE',
  'RECORDS_TABLE',
  'ROTATION_QUEUE_URL',
);
const dynamo = dynamoClient();

export const handler = createHandler({
  workflows: workflowStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  enrollments: enrollmentStore(dynamo, {
    enrollments: ENROLLMENTS_TABLE,
    records: RECORDS_TABLE,
  }),
  records: recordReader(dynamo, RECORDS_TABLE),
  rotationQueue: rotationQueue(new SQSClient({}), ROTATION_QUEUE_URL, newSortableId),
  now,
});
