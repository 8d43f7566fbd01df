import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { repositoryRoot } from '../../../infra/build/repository-root.ts';
import { type FunctionName, functionNames } from '../../../infra/stacks/functions.ts';
import { environmentOf, roleOf } from './function-resources.ts';
import { statementsOf } from './statements.ts';
import { templatesOf } from './synthesized.ts';

type Grants = Readonly<Record<string, readonly string[]>>;

/** The rights to everything that a function reads or writes, resource by resource; nothing else may be there. */
const grants: Record<FunctionName, Grants> = {
  health: {},
  documentation: {},
  owners: {
    RequestsTable: kept(),
    DirectoryTable: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query'),
    RotationsTable: dynamodb('GetItem', 'PutItem'),
    RotationQueue: ['sqs:SendMessage'],
    'RecordsTable/index/byOwner': dynamodb('Query'),
    JobsTable: dynamodb('PutItem'),
    JobQueue: ['sqs:SendMessage'],
  },
  teams: {
    RequestsTable: kept(),
    DirectoryTable: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query'),
  },
  'crm-owners': { DirectoryTable: dynamodb('GetItem', 'Query') },
  users: {
    DirectoryTable: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query'),
    RotationsTable: dynamodb('GetItem', 'PutItem'),
    RotationQueue: ['sqs:SendMessage'],
  },
  settings: {
    DirectoryTable: dynamodb('GetItem', 'PutItem', 'Query'),
    RotationsTable: dynamodb('GetItem', 'PutItem'),
    RotationQueue: ['sqs:SendMessage'],
  },
  records: {
    RecordsTable: dynamodb('BatchGetItem', 'GetItem', 'PutItem'),
    'RecordsTable/index/byType': dynamodb('Query'),
    RecordKeysTable: dynamodb('BatchGetItem', 'DeleteItem', 'PutItem'),
    ChangesTable: dynamodb('Query'),
    DirectoryTable: dynamodb('GetItem', 'Query'),
  },
  search: {
    RecordsTable: dynamodb('BatchGetItem'),
    'RecordsTable/index/byOwner': dynamodb('Query'),
    'RecordsTable/index/byType': dynamodb('Query'),
    RecordKeysTable: dynamodb('BatchGetItem'),
    DirectoryTable: dynamodb('Query'),
  },
  properties: { DirectoryTable: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem') },
  assign: {
    RequestsTable: kept(),
    RecordsTable: dynamodb('GetItem', 'UpdateItem'),
    DirectoryTable: dynamodb('GetItem', 'Query'),
  },
  'bulk-assign': {
    RequestsTable: kept(),
    RecordsTable: dynamodb('BatchGetItem', 'UpdateItem'),
    DirectoryTable: dynamodb('GetItem', 'Query'),
    JobsTable: dynamodb('BatchWriteItem', 'PutItem'),
    JobQueue: ['sqs:SendMessage'],
  },
  rotations: {
    RequestsTable: kept(),
    DirectoryTable: dynamodb('ConditionCheckItem', 'GetItem', 'PutItem', 'Query'),
    RotationsTable: dynamodb('GetItem', 'PutItem', 'Query'),
    RotationQueue: ['sqs:SendMessage'],
  },
  rotate: {
    RotationQueue: [...receive(), 'sqs:SendMessage'].sort(),
    RotationsTable: dynamodb('BatchGetItem', 'DeleteItem', 'PutItem', 'Query'),
    RecordsTable: dynamodb('BatchGetItem', 'UpdateItem'),
    DirectoryTable: dynamodb('BatchGetItem', 'Query'),
    WorkflowQueue: ['sqs:SendMessage'],
  },
  workflows: {
    RequestsTable: kept(),
    DirectoryTable: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query'),
    RotationsTable: dynamodb('GetItem', 'PutItem'),
    RecordsTable: dynamodb('GetItem'),
    EnrollmentsTable: dynamodb('BatchGetItem'),
    'EnrollmentsTable/index/byWorkflow': dynamodb('Query'),
    WorkflowQueue: ['sqs:SendMessage'],
    JobsTable: dynamodb('PutItem'),
    JobQueue: ['sqs:SendMessage'],
  },
  'run-workflow': {
    WorkflowQueue: receive(),
    DirectoryTable: dynamodb('GetItem', 'Query'),
    EnrollmentsTable: dynamodb('BatchGetItem', 'PutItem'),
    RecordsTable: dynamodb('GetItem', 'PutItem'),
    RotationQueue: ['sqs:SendMessage'],
  },
  'retry-held': {
    'RotationsTable/index/byHeld': dynamodb('Query'),
    RotationQueue: ['sqs:SendMessage'],
  },
  imports: {
    RequestsTable: kept(),
    JobsTable: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'JobsTable/index/byKind': dynamodb('Query'),
    RecordsTable: dynamodb('BatchGetItem'),
    RecordKeysTable: dynamodb('BatchGetItem'),
    DirectoryTable: dynamodb('GetItem', 'Query'),
    'ImportBucket/imports/*': ['s3:GetObject', 's3:PutObject'],
    'ImportBucket/converted/*': ['s3:GetObject'],
    'ImportBucket/reports/*': ['s3:GetObject'],
    ImportQueue: ['sqs:SendMessage'],
    JobQueue: ['sqs:SendMessage'],
  },
  'import-csv': {
    'ImportBucket/imports/*': ['s3:GetObject'],
    'ImportBucket/converted/*': ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
    JobsTable: dynamodb('GetItem', 'PutItem', 'UpdateItem'),
    DirectoryTable: dynamodb('GetItem', 'Query'),
    ImportQueue: ['sqs:SendMessage'],
    ImportCsvDeadLettersQueue: reportFailure(),
  },
  'import-chunk': {
    ImportQueue: [...receive(), 'sqs:SendMessage'],
    'ImportBucket/imports/*': ['s3:GetObject'],
    'ImportBucket/converted/*': ['s3:GetObject'],
    JobsTable: dynamodb('GetItem', 'PutItem', 'UpdateItem'),
    RecordsTable: dynamodb('BatchGetItem', 'PutItem'),
    RecordKeysTable: dynamodb('BatchGetItem', 'DeleteItem', 'PutItem'),
    DirectoryTable: dynamodb('GetItem', 'Query'),
    RotationQueue: ['sqs:SendMessage'],
  },
  'import-chunk-failed': {
    ImportDeadLetterQueue: receive(),
    ImportCsvDeadLettersQueue: receive(),
    'ImportBucket/imports/*': ['s3:GetObject'],
    'ImportBucket/converted/*': ['s3:GetObject'],
    JobsTable: dynamodb('GetItem', 'PutItem', 'UpdateItem'),
    RecordsTable: dynamodb('BatchGetItem'),
    RecordKeysTable: dynamodb('BatchGetItem'),
    DirectoryTable: dynamodb('GetItem', 'Query'),
    RotationQueue: ['sqs:SendMessage'],
  },
  'run-job': {
    JobQueue: [...receive(), 'sqs:SendMessage'],
    JobsTable: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    RecordsTable: dynamodb('BatchGetItem', 'PutItem', 'UpdateItem'),
    RecordKeysTable: dynamodb('BatchGetItem', 'DeleteItem'),
    ImportQueue: ['sqs:SendMessage'],
    'RecordsTable/index/byOwner': dynamodb('Query'),
    'RecordsTable/index/byType': dynamodb('Query'),
    ChangesTable: dynamodb('Query'),
    'ChangesTable/index/byRun': dynamodb('Query'),
    DirectoryTable: dynamodb('BatchGetItem', 'ConditionCheckItem', 'GetItem', 'Query'),
    RotationsTable: dynamodb('BatchGetItem', 'PutItem'),
    'ImportBucket/imports/*': ['s3:GetObject'],
    'ImportBucket/converted/*': ['s3:GetObject'],
    'ImportBucket/reports/*': ['s3:PutObject'],
    EnrollmentsTable: dynamodb('PutItem'),
    WorkflowQueue: ['sqs:SendMessage'],
  },
  jobs: {
    RequestsTable: kept(),
    JobsTable: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'ChangesTable/index/byRun': dynamodb('Query'),
    JobQueue: ['sqs:SendMessage'],
  },
  enroll: {
    'RecordsTable.StreamArn': dynamodb('DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'),
    RecordsTable: dynamodb('BatchGetItem', 'UpdateItem'),
    DirectoryTable: dynamodb('GetItem', 'Query'),
    EnrollmentsTable: dynamodb('PutItem'),
    CompanyOwnerQueue: ['sqs:SendMessage'],
    WorkflowQueue: ['sqs:SendMessage'],
    EnrollStreamDeadLettersQueue: reportFailure(),
  },
  'company-owner': {
    CompanyOwnerQueue: [...receive(), 'sqs:SendMessage'],
    RecordsTable: dynamodb('GetItem', 'UpdateItem'),
    'RecordsTable/index/byCompany': dynamodb('Query'),
    DirectoryTable: dynamodb('GetItem'),
  },
  'record-changes': {
    'RecordsTable.StreamArn': dynamodb('DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'),
    ChangesTable: dynamodb('BatchWriteItem'),
    DirectoryTable: dynamodb('Query'),
    RecordChangesStreamDeadLettersQueue: reportFailure(),
  },
  notify: {
    'ChangesTable.StreamArn': dynamodb('DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'),
    NoticesTable: dynamodb('GetItem', 'PutItem'),
    LookQueue: ['sqs:SendMessage'],
    NotifyStreamDeadLettersQueue: reportFailure(),
  },
  'tell-owners': {
    LookQueue: [...receive(), 'sqs:SendMessage'],
    NoticesTable: dynamodb('GetItem', 'PutItem', 'Query'),
    JobsTable: dynamodb('GetItem'),
    DirectoryTable: dynamodb('GetItem'),
    RecordsTable: dynamodb('BatchGetItem'),
    NotificationTopic: ['sns:Publish'],
  },
  changes: {
    ChangesTable: dynamodb('GetItem', 'Query'),
    RecordsTable: dynamodb('GetItem'),
    RotationsTable: dynamodb('GetItem'),
    DirectoryTable: dynamodb('Query'),
  },
  salesforce: {
    RequestsTable: kept(),
    RecordsTable: dynamodb('BatchGetItem', 'GetItem', 'UpdateItem'),
    SalesforceOwnersTable: dynamodb('BatchGetItem', 'GetItem', 'PutItem'),
    'SalesforceOwnersTable/index/byConflict': dynamodb('Query'),
    DirectoryTable: dynamodb('GetItem'),
  },
  'salesforce-inbox': {
    SalesforceQueue: receive(),
    RecordsTable: dynamodb('BatchGetItem', 'GetItem', 'UpdateItem'),
    SalesforceOwnersTable: dynamodb('BatchGetItem', 'GetItem', 'PutItem'),
    DirectoryTable: dynamodb('GetItem'),
  },
  'salesforce-changes': {
    'ChangesTable.StreamArn': dynamodb('DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'),
    SalesforceOwnersTable: dynamodb('GetItem', 'PutItem'),
    DirectoryTable: dynamodb('GetItem'),
    SalesforceTopic: ['sns:Publish'],
    SalesforceChangesStreamDeadLettersQueue: reportFailure(),
  },
};

/** What names in the environment the resources that a function was granted are under. */
const variables: Readonly<Record<string, string>> = {
  RecordsTable: 'RECORDS_TABLE',
  RecordKeysTable: 'RECORD_KEYS_TABLE',
  ChangesTable: 'CHANGES_TABLE',
  DirectoryTable: 'DIRECTORY_TABLE',
  RotationsTable: 'ROTATIONS_TABLE',
  JobsTable: 'JOBS_TABLE',
  NoticesTable: 'NOTICES_TABLE',
  NotificationTopic: 'NOTIFICATION_TOPIC_ARN',
  EnrollmentsTable: 'ENROLLMENTS_TABLE',
  SalesforceOwnersTable: 'SALESFORCE_OWNERS_TABLE',
  SalesforceTopic: 'SALESFORCE_TOPIC_ARN',
  RequestsTable: 'REQUESTS_TABLE',
  'ImportBucket/imports/*': 'IMPORT_BUCKET',
  'ImportBucket/converted/*': 'IMPORT_BUCKET',
  'ImportBucket/reports/*': 'IMPORT_BUCKET',
};

const queueVariables: Readonly<Record<string, string>> = {
  RotationQueue: 'ROTATION_QUEUE_URL',
  ImportQueue: 'IMPORT_QUEUE_URL',
  JobQueue: 'JOB_QUEUE_URL',
  WorkflowQueue: 'WORKFLOW_QUEUE_URL',
  CompanyOwnerQueue: 'COMPANY_OWNER_QUEUE_URL',
  LookQueue: 'LOOK_QUEUE_URL',
};

const templates = templatesOf('local');

test.each(functionNames)('%s may do what it needs and no more', (name) => {
  expect(rightsOf(roleOf(name))).toEqual({ ...own(name), ...grants[name] });
});

test.each(functionNames)('%s finds each of its resources in the environment, and nothing else', (name) => {
  const expected = Object.entries(grants[name]).flatMap(([target, actions]) =>
    actions.includes('sqs:SendMessage')
      ? (queueVariables[target] ?? [])
      : (variables[target.replace(/\/index\/.*/, '')] ?? []),
  );
  const names = Object.keys(environmentOf(name)).sort();
  expect(names).toEqual([...new Set(['NODE_OPTIONS', ...expected])].sort());
});

test.each(functionNames)('%s is given every variable that it asks for at its start', async (name) => {
  const entry = await readFile(join(repositoryRoot, 'functions', name, 'index.ts'), 'utf8');
  const asked = /environment\(([^)]+)\)/.exec(entry)?.[1]?.match(/(?!LAMBDA_)\b[A-Z_]+/g) ?? [];
  // Lambda itself brings those that are called after it.
  expect(Object.keys(environmentOf(name))).toEqual(expect.arrayContaining(asked));
});

test('no role has a policy that AWS manages, or one of its own inline', () => {
  for (const { properties } of templates.all('AWS::IAM::Role')) {
    expect(properties).not.toHaveProperty('ManagedPolicyArns');
    expect(properties).not.toHaveProperty('Policies');
  }
});

test('each function has a role of its own', () => {
  const roles = functionNames.map(roleOf);
  expect(new Set(roles).size).toBe(functionNames.length);
});

test('the function that writes the bucket notifications may do only that', () => {
  expect(rightsOf('ImportCsvUploadsWriterRole')).toEqual({
    ImportBucket: ['s3:GetBucketNotification', 's3:PutBucketNotification'],
    ImportCsvUploadsWriterLogs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  });
});

function own(name: FunctionName): Grants {
  return {
    '*': ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    [roleOf(name).replace(/Role$/, 'Logs')]: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  };
}

/** Everything that the policies of a role allow, by resource. */
function rightsOf(role: string): Grants {
  const policies = templates
    .all('AWS::IAM::Policy')
    .filter(({ properties }) => z.array(z.string()).parse(properties['Roles']).includes(role));
  const rights: Record<string, string[]> = {};
  for (const { resources, actions } of policies.flatMap(statementsOf)) {
    for (const target of resources) rights[target] = [...(rights[target] ?? []), ...actions].sort();
  }
  return rights;
}

function dynamodb(...actions: string[]): string[] {
  return actions.map((action) => `dynamodb:${action}`);
}

/** To know a request that carries a key again, and to keep what it was answered. */
function kept(): string[] {
  return dynamodb('PutItem', 'UpdateItem');
}

function receive(): string[] {
  return [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
  ];
}

function reportFailure(): string[] {
  return ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];
}
