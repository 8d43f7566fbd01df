import { DatabaseSync } from 'node:sqlite';

/**
 * Gives the emulator's database the index that its stream queries lack.
 *
 * For each write to a table with a stream, dynoxide 1.2 looks for the highest sequence number by reading every stream record there
 * is, so that writes slow down with their number: from 30 to 150 ms a transaction within the first 10,000 records. The index
 * is on just the expression that it asks for; with it the time stays where it was.
 */
export function indexStreamRecords(databaseFile: string): void {
  const database = new DatabaseSync(databaseFile);
  try {
    database.exec(
      'CREATE INDEX IF NOT EXISTS stream_records_in_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    );
  } finally {
    database.close();
  }
}
