import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newRecordId } from '../../lib/runtime/ids.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { createHandler } from './handler.ts';

const { RECORDS_TABLE, RECORD_KEYS_TABLE, CHANGES_TABLE, DIRECTORY_TABLE } = environment(
  'RECORDS_TABLE',
  'RECORD_KEYS_TABLE',
  'CHANGES_TABLE',
  'DIRECTORY_TABLE',
);
const dynamo = dynamoClient();

export const handler = createHandler({
  records: recordStore(dynamo, { records: RECORDS_TABLE, recordKeys: RECORD_KEYS_TABLE }),
  changes: changeStore(dynamo, CHANGES_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  now,
  newRecordId,
});
