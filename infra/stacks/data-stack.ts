import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Identity } from '../constructs/identity.ts';
import { ImportBucket } from '../constructs/import-bucket.ts';
import { KeptTopic } from '../constructs/kept-topic.ts';
import { Tables } from '../constructs/tables.ts';
import type { StageSettings, TokenIssuer } from '../stages.ts';
import { Outputs } from './outputs.ts';

/** Everything that must outlive a deployment: the tables, the bucket of uploads, and who may ask for tokens. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly importBucket: ImportBucket;
  /** Where owners' notifications go: who wants them subscribes, with a filter on the message attributes. */
  readonly notificationTopic: KeptTopic;
  /** Where changes of owners go that Salesforce is to hear of: in order for each record, so queues subscribe to it. */
  readonly salesforceTopic: KeptTopic;
  readonly tokens: TokenIssuer;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id, {
      description: 'Rota: the tables and the bucket of uploads.',
      terminationProtection: settings.deletionProtection,
    });
    this.tables = new Tables(this, 'Tables', settings);
    this.importBucket = new ImportBucket(this, 'Imports', settings);
    this.notificationTopic = new KeptTopic(this, 'Notifications', {
      settings,
      variable: 'NOTIFICATION_TOPIC_ARN',
      displayName: 'Rota',
    });
    const { outputs, ...tokens } =
      settings.jwt === undefined
        ? new Identity(this, 'Identity', settings).issued
        : { ...settings.jwt, outputs: {} };
    this.tokens = tokens;
    this.salesforceTopic = new KeptTopic(this, 'SalesforceOwnerChanges', {
      settings,
      variable: 'SALESFORCE_TOPIC_ARN',
      displayName: 'Rota owner changes for Salesforce',
      inOrder: true,
    });
    new Outputs(this, {
      RecordsTable: this.tables.records.table.tableName,
      RecordKeysTable: this.tables.recordKeys.table.tableName,
      RequestsTable: this.tables.requests.table.tableName,
      ChangesTable: this.tables.changes.table.tableName,
      SalesforceOwnersTable: this.tables.salesforceOwners.table.tableName,
      DirectoryTable: this.tables.directory.table.tableName,
      RotationsTable: this.tables.rotations.table.tableName,
      JobsTable: this.tables.jobs.table.tableName,
      NoticesTable: this.tables.notices.table.tableName,
      EnrollmentsTable: this.tables.enrollments.table.tableName,
      ImportBucket: this.importBucket.bucket.bucketName,
      NotificationTopicArn: this.notificationTopic.topic.topicArn,
      SalesforceTopicArn: this.salesforceTopic.topic.topicArn,
      ...outputs,
    });
  }
}
