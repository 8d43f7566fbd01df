import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { companyOwnerQueue } from '../../lib/runtime/company-owner-queue.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { workflowQueue } from '../../lib/runtime/workflow-queue.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { companyContacts } from '../../lib/store/records/company-contacts.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { enrollmentOpener } from '../../lib/store/workflows/enrollment-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { createHandler } from './handler.ts';

const { RECORDS_TABLE, DIRECTORY_TABLE, ENROLLMENTS_TABLE, COMPANY_OWNER_QUEUE_URL, WORKFLOW_QUEUE_URL } =
  environment(
    'RECORDS_TABLE',
    'DIRECTORY_TABLE',
    'ENROLLMENTS_TABLE',
    'COMPANY_OWNER_QUEUE_URL',
    'WORKFLOW_QUEUE_URL',
  );
const dynamo = dynamoClient();
const sqs = new SQSClient({});

export const handler = createHandler({
  settings: settingsStore(dynamo, DIRECTORY_TABLE),
  records: recordReader(dynamo, RECORDS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  companyContacts: companyContacts(dynamo, RECORDS_TABLE),
  companyOwners: companyOwnerQueue(sqs, COMPANY_OWNER_QUEUE_URL),
  workflows: workflowStore(dynamo, DIRECTORY_TABLE),
  properties: propertyCatalog(dynamo, DIRECTORY_TABLE),
  enrollments: enrollmentOpener(dynamo, ENROLLMENTS_TABLE),
  workflowQueue: workflowQueue(sqs, WORKFLOW_QUEUE_URL),
  now,
  recordFromImage,
});
