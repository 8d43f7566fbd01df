import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { WorkerQueue } from '../constructs/worker-queue.ts';
import type { StageSettings } from '../stages.ts';
import type { Functions } from './functions.ts';

/** Every queue of work, with the function that empties it. */
export function createWorkerQueues(
  scope: Construct,
  { concurrency }: StageSettings,
  functions: Functions,
  alarmTopic: ITopic,
) {
  return {
    rotation: new WorkerQueue(scope, 'RotationQueue', {
      variable: 'ROTATION_QUEUE_URL',
      worker: functions.rotate,
      order: 'perGroup',
      batchSize: 10,
      maxConcurrency: concurrency.rotate,
      alarmTopic,
      meaningOfFailure: 'Enrolled records were not given to anybody: rotate failed on their message.',
    }),
    import: new WorkerQueue(scope, 'ImportQueue', {
      variable: 'IMPORT_QUEUE_URL',
      worker: functions['import-chunk'],
      order: 'none',
      batchSize: 1,
      maxConcurrency: concurrency.importChunk,
      undertaker: functions['import-chunk-failed'],
      alarmTopic,
      meaningOfFailure:
        'Rows of an import were not written: import-chunk failed on their chunk. The errors of the import name them.',
    }),
    job: new WorkerQueue(scope, 'JobQueue', {
      variable: 'JOB_QUEUE_URL',
      worker: functions['run-job'],
      order: 'none',
      batchSize: 1,
      maxConcurrency: concurrency.runJob,
      alarmTopic,
      meaningOfFailure:
        'An assignment, a handover or an undo stands still, or an error report is not made: run-job failed on its message. Moved back, it goes on from there.',
    }),
    companyOwner: new WorkerQueue(scope, 'CompanyOwnerQueue', {
      variable: 'COMPANY_OWNER_QUEUE_URL',
      worker: functions['company-owner'],
      order: 'none',
      batchSize: 1,
      maxConcurrency: concurrency.companyOwner,
      alarmTopic,
      meaningOfFailure:
        'Contacts were not given to the owner of their company: company-owner failed on its message. Moved back, it goes on from there.',
    }),
    workflow: new WorkerQueue(scope, 'WorkflowQueue', {
      variable: 'WORKFLOW_QUEUE_URL',
      worker: functions['run-workflow'],
      order: 'none',
      // A message may be about 98 enrollments, as many as one invocation has the time for wherever it runs.
      batchSize: 1,
      maxConcurrency: concurrency.runWorkflow,
      alarmTopic,
      meaningOfFailure:
        'Enrolled records stand still in their workflow: run-workflow failed on their message. Moved back, they go on from there.',
    }),
  };
}
