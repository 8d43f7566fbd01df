import { answerOnce } from '../../lib/http/answer-once.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { syncedOwners } from '../../lib/store/salesforce/synced-owner-store.ts';
import { createHandler } from './handler.ts';

const { RECORDS_TABLE, DIRECTORY_TABLE, SALESFORCE_OWNERS_TABLE, REQUESTS_TABLE } = environment(
  'RECORDS_TABLE',
  'DIRECTORY_TABLE',
  'SALESFORCE_OWNERS_TABLE',
  'REQUESTS_TABLE',
);
const dynamo = dynamoClient();

const answer = createHandler({
  records: recordReader(dynamo, RECORDS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  settings: settingsStore(dynamo, DIRECTORY_TABLE),
  synced: syncedOwners(dynamo, { records: RECORDS_TABLE, salesforceOwners: SALESFORCE_OWNERS_TABLE }),
  now,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
