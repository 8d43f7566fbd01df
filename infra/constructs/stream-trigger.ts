import type { ITable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface StreamTriggerProps {
  readonly table: TableV2;
  readonly target: ServiceFunction;
  /** What an event must look like to be handed on, as a filter pattern; all of them are if not said. */
  readonly only?: Readonly<Record<string, unknown>>;
  readonly alarmTopic: ITopic;
  readonly meaningOfFailure: string;
}

/**
 * Invokes a function with every change of a table. A batch that fails is cut in half until the poor record stands
 * alone; after ten tries its place in the stream goes to a dead-letter queue, for the stream must not wait for it.
 */
export class StreamTrigger extends Construct {
  constructor(scope: Construct, id: string, props: StreamTriggerProps) {
    super(scope, id);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      filledBy: 'lambda',
      alarmTopic: props.alarmTopic,
      meaning: props.meaningOfFailure,
    });
    props.target.lambda.addEventSource(
      // Under exactOptionalPropertyTypes the CDK's class does not fit its own interface.
      new DynamoEventSource(props.table as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        retryAttempts: 10,
        reportBatchItemFailures: true,
        ...(props.only === undefined ? {} : { filters: [FilterCriteria.filter(props.only)] }),
        onFailure: new SqsDlq(deadLetters.queue),
      }),
    );
  }
}
