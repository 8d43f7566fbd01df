import { SNSClient } from '@aws-sdk/client-sns';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { salesforceTopic } from '../../lib/runtime/salesforce-topic.ts';
import { changeFromImage } from '../../lib/store/change-image.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { syncedOwners } from '../../lib/store/salesforce/synced-owner-store.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE, SALESFORCE_OWNERS_TABLE, SALESFORCE_TOPIC_ARN } = environment(
  'DIRECTORY_TABLE',
  'SALESFORCE_OWNERS_TABLE',
  'SALESFORCE_TOPIC_ARN',
);
const dynamo = dynamoClient();

export const handler = createHandler({
  settings: settingsStore(dynamo, DIRECTORY_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  synced: syncedOwners(dynamo, { salesforceOwners: SALESFORCE_OWNERS_TABLE }),
  topic: salesforceTopic(new SNSClient({}), SALESFORCE_TOPIC_ARN),
  changeFromImage,
});
