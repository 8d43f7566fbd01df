import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newSeed } from '../../lib/runtime/ids.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { rotationLedger } from '../../lib/store/rotations/rotation-ledger.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE, ROTATIONS_TABLE, RECORDS_TABLE } = environment(
  'DIRECTORY_TABLE',
  'ROTATIONS_TABLE',
  'RECORDS_TABLE',
);
const dynamo = dynamoClient();
const tables = { directory: DIRECTORY_TABLE, rotations: ROTATIONS_TABLE, records: RECORDS_TABLE };

export const handler = createHandler({
  ledger: rotationLedger(dynamo, tables),
  records: recordReader(dynamo, RECORDS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  now,
  newSeed,
});
