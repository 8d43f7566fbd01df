import type { Resource } from '../constructs/resource.ts';
import type { Tables } from '../constructs/tables.ts';
import type { Functions } from './functions.ts';
import { grantSalesforce } from './salesforce-grants.ts';

export interface Granted {
  readonly tables: Tables;
  readonly uploads: Resource<'s3'>;
  readonly converted: Resource<'s3'>;
  readonly reports: Resource<'s3'>;
  readonly rotationQueue: Resource<'sqs'>;
  readonly importQueue: Resource<'sqs'>;
  readonly jobQueue: Resource<'sqs'>;
  readonly workflowQueue: Resource<'sqs'>;
  readonly companyOwnerQueue: Resource<'sqs'>;
  readonly lookQueue: Resource<'sqs'>;
  readonly notificationTopic: Resource<'sns'>;
  readonly salesforceTopic: Resource<'sns'>;
}

/**
 * What every function may touch, and how: exactly the calls that its code makes. A new call in `lib/store` or
 * `lib/runtime` belongs here, too; the local host refuses it until then, as AWS would.
 *
 * A transaction needs the right to each of its parts (`PutItem`, `UpdateItem`, ...). `Query` is granted on the table or on
 * the index that the code asks, and on one does not reach the other.
 */
export function grantEverything(functions: Functions, granted: Granted): void {
  const { tables, uploads, converted, reports, rotationQueue, importQueue, jobQueue } = granted;
  const { workflowQueue, companyOwnerQueue } = granted;
  const { records, recordKeys, changes, directory, rotations, jobs, notices, enrollments } = tables;

  for (const administration of [functions.owners, functions.teams, functions.users]) {
    administration.use(directory.resource, 'GetItem', 'Query', 'PutItem', 'DeleteItem');
  }

  functions.owners
    .use(records.index('byOwner'), 'Query')
    .use(jobs.resource, 'PutItem')
    .use(jobQueue, 'SendMessage');

  functions['crm-owners'].use(directory.resource, 'GetItem', 'Query');

  functions.properties.use(directory.resource, 'GetItem', 'Query', 'PutItem', 'UpdateItem');

  functions.settings.use(directory.resource, 'GetItem', 'Query', 'PutItem');

  // What they change may change who takes part in a rotation.
  for (const administration of [functions.owners, functions.users, functions.settings]) {
    administration.use(rotations.resource, 'GetItem', 'PutItem').use(rotationQueue, 'SendMessage');
  }

  functions.records
    .use(records.resource, 'GetItem', 'BatchGetItem', 'PutItem')
    .use(records.index('byType'), 'Query')
    .use(recordKeys.resource, 'BatchGetItem', 'PutItem', 'DeleteItem')
    .use(changes.resource, 'Query')
    .use(directory.resource, 'GetItem', 'Query');

  functions.search
    .use(records.resource, 'BatchGetItem')
    .use(records.index('byOwner'), 'Query')
    .use(records.index('byType'), 'Query')
    .use(recordKeys.resource, 'BatchGetItem')
    .use(directory.resource, 'Query');

  functions.assign.use(records.resource, 'GetItem', 'UpdateItem').use(directory.resource, 'GetItem', 'Query');

  functions['bulk-assign']
    .use(records.resource, 'BatchGetItem', 'UpdateItem')
    .use(directory.resource, 'GetItem', 'Query')
    .use(jobs.resource, 'PutItem', 'BatchWriteItem')
    .use(jobQueue, 'SendMessage');

  functions.rotations
    .use(directory.resource, 'GetItem', 'Query', 'PutItem', 'ConditionCheckItem')
    .use(rotations.resource, 'GetItem', 'Query', 'PutItem')
    .use(rotationQueue, 'SendMessage');

  functions.rotate
    .use(rotations.resource, 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem')
    .use(records.resource, 'BatchGetItem', 'UpdateItem')
    .use(directory.resource, 'BatchGetItem', 'Query')
    .use(rotationQueue, 'SendMessage')
    .use(workflowQueue, 'SendMessage');

  functions.workflows
    .use(directory.resource, 'GetItem', 'Query', 'PutItem', 'DeleteItem')
    .use(rotations.resource, 'GetItem', 'PutItem')
    .use(records.resource, 'GetItem')
    .use(enrollments.resource, 'BatchGetItem')
    .use(enrollments.index('byWorkflow'), 'Query')
    .use(workflowQueue, 'SendMessage')
    .use(jobs.resource, 'PutItem')
    .use(jobQueue, 'SendMessage');

  functions['run-workflow']
    .use(directory.resource, 'GetItem', 'Query')
    .use(enrollments.resource, 'BatchGetItem', 'PutItem')
    .use(records.resource, 'GetItem', 'PutItem')
    .use(rotationQueue, 'SendMessage');

  functions['retry-held'].use(rotations.index('byHeld'), 'Query').use(rotationQueue, 'SendMessage');

  functions.imports
    .use(jobs.resource, 'GetItem', 'Query', 'PutItem', 'UpdateItem')
    .use(jobs.index('byKind'), 'Query')
    .use(records.resource, 'BatchGetItem')
    .use(recordKeys.resource, 'BatchGetItem')
    .use(directory.resource, 'GetItem', 'Query')
    .use(uploads, 'GetObject', 'PutObject')
    .use(converted, 'GetObject')
    .use(reports, 'GetObject')
    .use(importQueue, 'SendMessage')
    .use(jobQueue, 'SendMessage');

  functions['import-csv']
    .use(uploads, 'GetObject')
    .use(converted, 'GetObject', 'PutObject', 'AbortMultipartUpload')
    .use(jobs.resource, 'GetItem', 'PutItem', 'UpdateItem')
    .use(directory.resource, 'GetItem', 'Query')
    .use(importQueue, 'SendMessage');

  functions['import-chunk']
    .use(uploads, 'GetObject')
    .use(converted, 'GetObject')
    .use(jobs.resource, 'GetItem', 'PutItem', 'UpdateItem')
    .use(records.resource, 'BatchGetItem', 'PutItem')
    .use(recordKeys.resource, 'BatchGetItem', 'PutItem', 'DeleteItem')
    .use(directory.resource, 'GetItem', 'Query')
    .use(importQueue, 'SendMessage')
    .use(rotationQueue, 'SendMessage');

  functions['import-chunk-failed']
    .use(uploads, 'GetObject')
    .use(converted, 'GetObject')
    .use(jobs.resource, 'GetItem', 'PutItem', 'UpdateItem')
    .use(records.resource, 'BatchGetItem')
    .use(recordKeys.resource, 'BatchGetItem')
    .use(directory.resource, 'GetItem', 'Query')
    .use(rotationQueue, 'SendMessage');

  functions['run-job']
    .use(jobs.resource, 'GetItem', 'Query', 'PutItem', 'UpdateItem')
    .use(records.resource, 'BatchGetItem', 'PutItem', 'UpdateItem')
    .use(recordKeys.resource, 'BatchGetItem', 'DeleteItem')
    .use(records.index('byOwner'), 'Query')
    .use(records.index('byType'), 'Query')
    .use(changes.resource, 'Query')
    .use(changes.index('byRun'), 'Query')
    .use(directory.resource, 'GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem')
    .use(rotations.resource, 'BatchGetItem', 'PutItem')
    .use(uploads, 'GetObject')
    .use(converted, 'GetObject')
    .use(reports, 'PutObject')
    .use(importQueue, 'SendMessage')
    .use(jobQueue, 'SendMessage')
    .use(enrollments.resource, 'PutItem')
    .use(workflowQueue, 'SendMessage');

  functions.jobs
    .use(jobs.resource, 'GetItem', 'Query', 'PutItem', 'UpdateItem')
    .use(changes.index('byRun'), 'Query')
    .use(jobQueue, 'SendMessage');

  functions.enroll
    .use(records.resource, 'BatchGetItem', 'UpdateItem')
    .use(directory.resource, 'GetItem', 'Query')
    .use(enrollments.resource, 'PutItem')
    .use(companyOwnerQueue, 'SendMessage')
    .use(workflowQueue, 'SendMessage');

  functions['company-owner']
    .use(records.resource, 'GetItem', 'UpdateItem')
    .use(records.index('byCompany'), 'Query')
    .use(directory.resource, 'GetItem')
    .use(companyOwnerQueue, 'SendMessage');

  functions['record-changes'].use(changes.resource, 'BatchWriteItem').use(directory.resource, 'Query');

  functions.notify.use(notices.resource, 'GetItem', 'PutItem').use(granted.lookQueue, 'SendMessage');

  functions['tell-owners']
    .use(notices.resource, 'GetItem', 'Query', 'PutItem')
    .use(jobs.resource, 'GetItem')
    .use(directory.resource, 'GetItem')
    .use(records.resource, 'BatchGetItem')
    .use(granted.lookQueue, 'SendMessage')
    .use(granted.notificationTopic, 'Publish');

  functions.changes
    .use(changes.resource, 'GetItem', 'Query')
    .use(records.resource, 'GetItem')
    .use(rotations.resource, 'GetItem')
    .use(directory.resource, 'Query');

  grantSalesforce(functions, { tables, topic: granted.salesforceTopic });
}
