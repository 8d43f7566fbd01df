import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { createHandler } from './handler.ts';

const { CHANGES_TABLE, DIRECTORY_TABLE } = environment('CHANGES_TABLE', 'DIRECTORY_TABLE');
const dynamo = dynamoClient();

export const handler = createHandler({
  changes: changeStore(dynamo, CHANGES_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  recordFromImage,
});
