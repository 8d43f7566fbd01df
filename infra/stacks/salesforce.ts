import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { StreamTrigger } from '../constructs/stream-trigger.ts';
import type { Tables } from '../constructs/tables.ts';
import { WorkerQueue } from '../constructs/worker-queue.ts';
import type { StageSettings } from '../stages.ts';
import type { Functions } from './functions.ts';

export interface SalesforceProps {
  readonly settings: StageSettings;
  readonly functions: Functions;
  readonly tables: Tables;
  readonly alarmTopic: ITopic;
}

/** Starts what keeps owners in step with Salesforce: a queue for its changes, and what follows the history for ours. */
export function connectSalesforce(
  scope: Construct,
  { settings, functions, tables, alarmTopic }: SalesforceProps,
): WorkerQueue {
  new StreamTrigger(scope, 'SalesforceChangesStream', {
    table: tables.changes.table,
    target: functions['salesforce-changes'],
    alarmTopic,
    meaningOfFailure:
      'Salesforce was not told of changes of owners: see the shard and sequence numbers. The list of conflicts has their records once Salesforce has spoken of them.',
  });
  return new WorkerQueue(scope, 'SalesforceQueue', {
    variable: 'SALESFORCE_QUEUE_URL',
    worker: functions['salesforce-inbox'],
    order: 'none',
    batchSize: 10,
    maxConcurrency: settings.concurrency.salesforceInbox,
    alarmTopic,
    meaningOfFailure:
      'Changes of owners in Salesforce were not followed: salesforce-inbox failed on their message. Moved back, it changes nothing that is newer.',
  });
}
