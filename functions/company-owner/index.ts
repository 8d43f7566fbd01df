import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { companyOwnerQueue } from '../../lib/runtime/company-owner-queue.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { companyContacts } from '../../lib/store/records/company-contacts.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { createHandler } from './handler.ts';

const { RECORDS_TABLE, DIRECTORY_TABLE, COMPANY_OWNER_QUEUE_URL } = environment(
  'RECORDS_TABLE',
  'DIRECTORY_TABLE',
  'COMPANY_OWNER_QUEUE_URL',
);
const dynamo = dynamoClient();

export const handler = createHandler({
  settings: settingsStore(dynamo, DIRECTORY_TABLE),
  records: recordReader(dynamo, RECORDS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  companyContacts: companyContacts(dynamo, RECORDS_TABLE),
  companyOwners: companyOwnerQueue(new SQSClient({}), COMPANY_OWNER_QUEUE_URL),
  now,
});
