import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ImportBucket } from '../constructs/import-bucket.ts';
import { Tables } from '../constructs/tables.ts';
import type { StageSettings } from '../stages.ts';
import { Outputs } from './outputs.ts';

/** Everything that must outlive a deployment: the tables and the bucket of uploads. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly importBucket: ImportBucket;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id, {
      description: 'Rota: the tables and the bucket of uploads.',
      terminationProtection: settings.deletionProtection,
    });
    this.tables = new Tables(this, 'Tables', settings);
    this.importBucket = new ImportBucket(this, 'Imports', settings);
    new Outputs(this, {
      RecordsTable: this.tables.records.table.tableName,
      RecordKeysTable: this.tables.recordKeys.table.tableName,
      ChangesTable: this.tables.changes.table.tableName,
      DirectoryTable: this.tables.directory.table.tableName,
      RotationsTable: this.tables.rotations.table.tableName,
      JobsTable: this.tables.jobs.table.tableName,
      ImportBucket: this.importBucket.bucket.bucketName,
    });
  }
}
