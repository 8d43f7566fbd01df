import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { StreamTrigger } from '../constructs/stream-trigger.ts';
import type { Tables } from '../constructs/tables.ts';
import type { Functions } from './functions.ts';

/** Who hears of each change of a table. A stream has two listeners at most: what a third would do, one of the two does as well. */
export function followStreams(
  scope: Construct,
  tables: Tables,
  functions: Functions,
  alarmTopic: ITopic,
): void {
  new StreamTrigger(scope, 'RecordChangesStream', {
    table: tables.records.table,
    target: functions['record-changes'],
    alarmTopic,
    meaningOfFailure: 'Changes of records are missing from the history: see the shard and sequence numbers.',
  });
  new StreamTrigger(scope, 'EnrollStream', {
    table: tables.records.table,
    target: functions.enroll,
    alarmTopic,
    meaningOfFailure:
      'What follows from changes of records was not done: see the shard and sequence numbers.',
  });
}
