import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { createHandler } from './handler.ts';

const { CHANGES_TABLE } = environment('CHANGES_TABLE');

export const handler = createHandler({
  changes: changeStore(dynamoClient(), CHANGES_TABLE),
  recordFromImage,
});
