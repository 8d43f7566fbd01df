import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { recordIndexes } from '../../lib/store/search/record-indexes.ts';
import { createHandler } from './handler.ts';

const { RECORDS_TABLE, RECORD_KEYS_TABLE, DIRECTORY_TABLE } = environment(
  'RECORDS_TABLE',
  'RECORD_KEYS_TABLE',
  'DIRECTORY_TABLE',
);
const dynamo = dynamoClient();

export const handler = createHandler({
  records: recordStore(dynamo, { records: RECORDS_TABLE, recordKeys: RECORD_KEYS_TABLE }),
  indexes: recordIndexes(dynamo, RECORDS_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
});
