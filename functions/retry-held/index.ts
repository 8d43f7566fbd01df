import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newSortableId } from '../../lib/runtime/ids.ts';
import { rotationQueue } from '../../lib/runtime/rotation-queue.ts';
import { heldStore } from '../../lib/store/rotations/held-store.ts';
import { createHandler } from './handler.ts';

const { ROTATIONS_TABLE, ROTATION_QUEUE_URL } = environment('ROTATIONS_TABLE', 'ROTATION_QUEUE_URL');

export const handler = createHandler({
  ledger: heldStore(dynamoClient(), ROTATIONS_TABLE),
  queue: rotationQueue(new SQSClient({}), ROTATION_QUEUE_URL, newSortableId),
});
