import { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import { Table } from './table.ts';

/** Every table of a stage, one per thing, named for what it holds. */
export class Tables extends Construct {
  readonly records: Table<'byOwner' | 'byType' | 'byCompany'>;
  readonly recordKeys: Table;
  readonly requests: Table;
  readonly changes: Table<'byRun'>;
  readonly salesforceOwners: Table<'byConflict'>;
  readonly directory: Table;
  readonly rotations: Table<'byHeld'>;
  readonly jobs: Table<'byKind'>;
  readonly notices: Table;
  readonly enrollments: Table<'byWorkflow'>;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    this.records = new Table(this, 'Records', {
      settings,
      variable: 'RECORDS_TABLE',
      partitionKey: 'recordKey',
      indexes: [
        { name: 'byOwner', partitionKey: 'ownerShard', sortKey: 'recordId', holds: 'keys' },
        {
          name: 'byType',
          partitionKey: 'typeShard',
          sortKey: 'recordId',
          // What a search looks at.
          holds: ['properties', 'createdAt', 'updatedAt'],
        },
        { name: 'byCompany', partitionKey: 'companyShard', sortKey: 'recordId', holds: 'keys' },
      ],
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      busy: true,
    });
    this.recordKeys = new Table(this, 'RecordKeys', {
      settings,
      variable: 'RECORD_KEYS_TABLE',
      partitionKey: 'uniqueKey',
      busy: true,
    });
    this.requests = new Table(this, 'Requests', {
      settings,
      variable: 'REQUESTS_TABLE',
      partitionKey: 'idempotencyKey',
      expiry: 'expiresAt',
    });
    this.changes = new Table(this, 'Changes', {
      settings,
      variable: 'CHANGES_TABLE',
      partitionKey: 'recordKey',
      sortKey: 'changeId',
      indexes: [{ name: 'byRun', partitionKey: 'runShard', sortKey: 'changeId', holds: 'all' }],
      // A change is written once and never again: there is no image before.
      stream: StreamViewType.NEW_IMAGE,
      busy: true,
    });
    this.salesforceOwners = new Table(this, 'SalesforceOwners', {
      settings,
      variable: 'SALESFORCE_OWNERS_TABLE',
      partitionKey: 'recordKey',
      indexes: [{ name: 'byConflict', partitionKey: 'conflictShard', sortKey: 'recordKey', holds: 'all' }],
    });
    this.directory = new Table(this, 'Directory', {
      settings,
      variable: 'DIRECTORY_TABLE',
      partitionKey: 'kind',
      sortKey: 'id',
    });
    this.rotations = new Table(this, 'Rotations', {
      settings,
      variable: 'ROTATIONS_TABLE',
      partitionKey: 'rotationId',
      sortKey: 'item',
      indexes: [{ name: 'byHeld', partitionKey: 'held', sortKey: 'until', holds: 'keys' }],
    });
    this.jobs = new Table(this, 'Jobs', {
      settings,
      variable: 'JOBS_TABLE',
      partitionKey: 'jobId',
      sortKey: 'item',
      indexes: [{ name: 'byKind', partitionKey: 'jobKind', sortKey: 'startedAs', holds: 'keys' }],
    });
    this.notices = new Table(this, 'Notices', {
      settings,
      variable: 'NOTICES_TABLE',
      partitionKey: 'noticeId',
      sortKey: 'item',
      expiry: 'expiresAt',
    });
    this.enrollments = new Table(this, 'Enrollments', {
      settings,
      variable: 'ENROLLMENTS_TABLE',
      partitionKey: 'enrollmentId',
      indexes: [{ name: 'byWorkflow', partitionKey: 'workflowShard', sortKey: 'startedAs', holds: 'keys' }],
      busy: true,
    });
  }
}
