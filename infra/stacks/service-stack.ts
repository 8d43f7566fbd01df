import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { FunctionBundle } from '../build/function-bundle.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { IMPORT_PREFIX } from '../constructs/import-bucket.ts';
import { Schedule } from '../constructs/schedule.ts';
import { ServiceApi } from '../constructs/service-api.ts';
import { StreamTrigger } from '../constructs/stream-trigger.ts';
import { UploadTrigger } from '../constructs/upload-trigger.ts';
import { WorkerQueue } from '../constructs/worker-queue.ts';
import type { StageSettings } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import { createFunctions, type Functions } from './functions.ts';
import { grantEverything } from './grants.ts';
import { startNotifications } from './notifications.ts';
import { Outputs } from './outputs.ts';

export interface ServiceStackProps {
  readonly settings: StageSettings;
  readonly bundles: readonly FunctionBundle[];
  readonly stored: DataStack;
}

/** Everything that a deployment may replace: the functions, what starts them, the API and the alarms. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, stored }: ServiceStackProps) {
    super(scope, id, { description: 'Rota: the API, the workers and their queues.' });
    const { tables, importBucket } = stored;
    const { topic } = new AlarmTopic(this, 'Alarms', settings);
    const functions = createFunctions(this, settings, bundles);
    const queues = this.#createQueues(settings, functions, topic);
    const lookQueue = startNotifications(this, { settings, functions, tables, alarmTopic: topic });

    grantEverything(functions, {
      tables,
      uploads: importBucket.uploads,
      converted: importBucket.converted,
      reports: importBucket.reports,
      rotationQueue: queues.rotation.resource,
      importQueue: queues.import.resource,
      jobQueue: queues.job.resource,
      companyOwnerQueue: queues.companyOwner.resource,
      lookQueue: lookQueue.resource,
      notificationTopic: stored.notificationTopic.resource,
    });
    this.#startImports(settings, functions, stored, topic);
    new StreamTrigger(this, 'RecordChangesStream', {
      table: tables.records.table,
      target: functions['record-changes'],
      alarmTopic: topic,
      meaningOfFailure:
        'Changes of records are missing from the history: see the shard and sequence numbers.',
    });
    new StreamTrigger(this, 'EnrollStream', {
      table: tables.records.table,
      target: functions.enroll,
      alarmTopic: topic,
      meaningOfFailure:
        'What follows from changes of records was not done: see the shard and sequence numbers.',
    });
    new Schedule(this, 'RetryHeldSchedule', {
      target: functions['retry-held'],
      alarmTopic: topic,
      meaningOfFailure: 'Held enrollments are not tried again: retry-held fails or is not called.',
    });
    const api = new ServiceApi(this, 'Api', settings, stored.tokens);
    for (const { name, routes } of bundles.filter((bundle) => bundle.routes.length > 0)) {
      api.answer(routes, functions[name as keyof Functions]);
    }
    new Outputs(this, {
      ApiUrl: api.url,
      RotationQueueUrl: queues.rotation.queue.queueUrl,
      RotationDeadLetterQueueUrl: queues.rotation.deadLetterQueue.queueUrl,
      ImportQueueUrl: queues.import.queue.queueUrl,
      ImportDeadLetterQueueUrl: queues.import.deadLetterQueue.queueUrl,
      JobQueueUrl: queues.job.queue.queueUrl,
      JobDeadLetterQueueUrl: queues.job.deadLetterQueue.queueUrl,
      CompanyOwnerQueueUrl: queues.companyOwner.queue.queueUrl,
      CompanyOwnerDeadLetterQueueUrl: queues.companyOwner.deadLetterQueue.queueUrl,
      LookQueueUrl: lookQueue.queue.queueUrl,
      LookDeadLetterQueueUrl: lookQueue.deadLetterQueue.queueUrl,
    });
  }

  #createQueues({ concurrency }: StageSettings, functions: Functions, alarmTopic: ITopic) {
    return {
      rotation: new WorkerQueue(this, 'RotationQueue', {
        variable: 'ROTATION_QUEUE_URL',
        worker: functions.rotate,
        order: 'perGroup',
        batchSize: 10,
        maxConcurrency: concurrency.rotate,
        alarmTopic,
        meaningOfFailure: 'Enrolled records were not given to anybody: rotate failed on their message.',
      }),
      import: new WorkerQueue(this, 'ImportQueue', {
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
      job: new WorkerQueue(this, 'JobQueue', {
        variable: 'JOB_QUEUE_URL',
        worker: functions['run-job'],
        order: 'none',
        batchSize: 1,
        maxConcurrency: concurrency.runJob,
        alarmTopic,
        meaningOfFailure:
          'An assignment, a handover or an undo stands still, or an error report is not made: run-job failed on its message. Moved back, it goes on from there.',
      }),
      companyOwner: new WorkerQueue(this, 'CompanyOwnerQueue', {
        variable: 'COMPANY_OWNER_QUEUE_URL',
        worker: functions['company-owner'],
        order: 'none',
        batchSize: 1,
        maxConcurrency: concurrency.companyOwner,
        alarmTopic,
        meaningOfFailure:
          'Contacts were not given to the owner of their company: company-owner failed on its message. Moved back, it goes on from there.',
      }),
    };
  }

  #startImports(
    settings: StageSettings,
    functions: Functions,
    { importBucket }: DataStack,
    alarmTopic: ITopic,
  ): void {
    const target = functions['import-csv'];
    const deadLetters = new DeadLetterQueue(this, 'ImportCsvDeadLetters', {
      filledBy: 'lambda',
      undertaker: functions['import-chunk-failed'],
      alarmTopic,
      meaning: 'An uploaded file was not imported: import-csv failed on it three times. Its import says so.',
    });
    target.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      onFailure: new SqsDestination(deadLetters.queue),
    });
    new UploadTrigger(this, 'ImportCsvUploads', {
      settings,
      bucket: importBucket.bucket,
      prefix: IMPORT_PREFIX,
      target,
    });
  }
}
