import { SQSClient } from '@aws-sdk/client-sqs';
import { answerOnce } from '../../lib/http/answer-once.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newId, newSeed, newSortableId } from '../../lib/runtime/ids.ts';
import { rotationQueue } from '../../lib/runtime/rotation-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { ledgerReader } from '../../lib/store/rotations/rotation-ledger.ts';
import { rotationStore } from '../../lib/store/rotations/rotation-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE, ROTATIONS_TABLE, ROTATION_QUEUE_URL, REQUESTS_TABLE } = environment(
  'DIRECTORY_TABLE',
  'ROTATIONS_TABLE',
  'ROTATION_QUEUE_URL',
  'REQUESTS_TABLE',
);
const dynamo = dynamoClient();

const answer = createHandler({
  rotations: rotationStore(dynamo, { directory: DIRECTORY_TABLE, rotations: ROTATIONS_TABLE }),
  ledger: ledgerReader(dynamo, ROTATIONS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  teams: teamStore(dynamo, DIRECTORY_TABLE),
  workflows: workflowStore(dynamo, DIRECTORY_TABLE),
  settings: settingsStore(dynamo, DIRECTORY_TABLE),
  queue: rotationQueue(new SQSClient({}), ROTATION_QUEUE_URL, newSortableId),
  now,
  newId,
  newSortableId,
  newSeed,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
