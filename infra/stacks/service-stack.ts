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
import { UploadTrigger } from '../constructs/upload-trigger.ts';
import type { StageSettings } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import { createFunctions, type Functions } from './functions.ts';
import { grantEverything } from './grants.ts';
import { startNotifications } from './notifications.ts';
import { Outputs } from './outputs.ts';
import { connectSalesforce } from './salesforce.ts';
import { followStreams } from './streams.ts';
import { createWorkerQueues } from './worker-queues.ts';

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
    const queues = createWorkerQueues(this, settings, functions, topic);
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
      workflowQueue: queues.workflow.resource,
      salesforceTopic: stored.salesforceTopic.resource,
    });
    this.#startImports(settings, functions, stored, topic);
    followStreams(this, tables, functions, topic);
    new Schedule(this, 'RetryHeldSchedule', {
      target: functions['retry-held'],
      alarmTopic: topic,
      meaningOfFailure: 'Held enrollments are not tried again: retry-held fails or is not called.',
    });
    const salesforceQueue = connectSalesforce(this, { settings, functions, tables, alarmTopic: topic });
    const api = new ServiceApi(this, 'Api', settings, stored.tokens);
    for (const { name, routes } of bundles.filter((bundle) => bundle.routes.length > 0)) {
      const target = functions[name as keyof Functions];
      api.answer(routes, target);
      // What can be repeated under a key looks there whether it was answered before.
      if (routes.some((route) => route.startsWith('POST /ownership/v1/')))
        target.use(tables.requests.resource, 'PutItem', 'UpdateItem');
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
      WorkflowQueueUrl: queues.workflow.queue.queueUrl,
      WorkflowDeadLetterQueueUrl: queues.workflow.deadLetterQueue.queueUrl,
      SalesforceQueueUrl: salesforceQueue.queue.queueUrl,
      SalesforceDeadLetterQueueUrl: salesforceQueue.deadLetterQueue.queueUrl,
    });
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
