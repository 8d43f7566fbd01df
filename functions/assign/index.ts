import { answerOnce } from '../../lib/http/answer-once.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordAssigner } from '../../lib/store/records/record-assign.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { createHandler } from './handler.ts';

const { RECORDS_TABLE, DIRECTORY_TABLE, REQUESTS_TABLE } = environment(
  'RECORDS_TABLE',
  'DIRECTORY_TABLE',
  'REQUESTS_TABLE',
);
const dynamo = dynamoClient();

const answer = createHandler({
  records: { ...recordAssigner(dynamo, RECORDS_TABLE), ...recordReader(dynamo, RECORDS_TABLE) },
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  now,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
