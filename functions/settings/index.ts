import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE } = environment('DIRECTORY_TABLE');

export const handler = createHandler({ settings: settingsStore(dynamoClient(), DIRECTORY_TABLE) });
