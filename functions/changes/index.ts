import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { ledgerReader } from '../../lib/store/rotations/rotation-ledger.ts';
import { createHandler } from './handler.ts';

const { CHANGES_TABLE, RECORDS_TABLE, ROTATIONS_TABLE, DIRECTORY_TABLE } = environment(
  'CHANGES_TABLE',
  'RECORDS_TABLE',
  'ROTATIONS_TABLE',
  'DIRECTORY_TABLE',
);
const dynamo = dynamoClient();

export const handler = createHandler({
  changes: changeStore(dynamo, CHANGES_TABLE),
  records: recordReader(dynamo, RECORDS_TABLE),
  ledger: ledgerReader(dynamo, ROTATIONS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
});
