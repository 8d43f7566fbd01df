import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { StreamTrigger } from '../constructs/stream-trigger.ts';
import type { Tables } from '../constructs/tables.ts';
import { WorkerQueue } from '../constructs/worker-queue.ts';
import type { StageSettings } from '../stages.ts';
import type { Functions } from './functions.ts';

/** A change by which somebody gains, and that is to be told: of an import of a million rows none is handed on. */
const TOLD_CHANGE = {
  eventName: ['INSERT'],
  dynamodb: {
    NewImage: { toOwnerId: { S: [{ exists: true }] }, write: { M: { notify: { BOOL: [true] } } } },
  },
};

/** The way from the history to the topic of notifications: who gained is noted, and told a moment later. */
export function startNotifications(
  scope: Construct,
  from: {
    readonly settings: StageSettings;
    readonly functions: Functions;
    readonly tables: Tables;
    readonly alarmTopic: ITopic;
  },
): WorkerQueue {
  const { settings, functions, tables, alarmTopic } = from;
  new StreamTrigger(scope, 'NotifyStream', {
    table: tables.changes.table,
    target: functions.notify,
    only: TOLD_CHANGE,
    alarmTopic,
    meaningOfFailure: 'Owners will not be told what they gained: see the shard and sequence numbers.',
  });
  return new WorkerQueue(scope, 'LookQueue', {
    variable: 'LOOK_QUEUE_URL',
    worker: functions['tell-owners'],
    order: 'none',
    batchSize: 10,
    maxConcurrency: settings.concurrency.tellOwners,
    delaySeconds: settings.notifyAfterQuietSeconds,
    alarmTopic,
    meaningOfFailure:
      'An owner was not told what they gained: tell-owners failed on the message, or SNS did. Moved back, it is told.',
  });
}
