import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Identity } from '../constructs/identity.ts';
import { ImportBucket } from '../constructs/import-bucket.ts';
import { NotificationTopic } from '../constructs/notification-topic.ts';
import { SalesforceTopic } from '../constructs/salesforce-topic.ts';
import { Tables } from '../constructs/tables.ts';
import type { StageSettings, TokenIssuer } from '../stages.ts';
import { Outputs } from './outputs.ts';

/** Everything that must outlive a deployment: the tables, the bucket of uploads, and who may ask for tokens. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly importBucket: ImportBucket;
  readonly notificationTopic: NotificationTopic;
  readonly salesforceTopic: SalesforceTopic;
  readonly tokens: TokenIssuer;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id, {
      description: 'Rota: the tables and the bucket of uploads.',
      terminationProtection: settings.deletionProtection,
    });
    this.tables = new Tables(this, 'Tables', settings);
    this.importBucket = new ImportBucket(this, 'Imports', settings);
    this.notificationTopic = new NotificationTopic(this, 'Notifications', settings);
    const { outputs, ...tokens } =
      settings.jwt === undefined
        ? new Identity(this, 'Identity', settings).issued
        : { ...settings.jwt, outputs: {} };
    this.tokens = tokens;
    this.salesforceTopic = new SalesforceTopic(this, 'SalesforceOwnerChanges', settings);
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
