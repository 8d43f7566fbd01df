import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

export interface DeadLetterQueueProps {
  /** Whether a queue moves its messages here, or Lambda reports here what it gave up on. */
  readonly filledBy: 'queue' | 'lambda';
  readonly fifo?: boolean;
  readonly alarmTopic: ITopic;
  /** Tells whoever waits for what could not be done that it will not be. */
  readonly undertaker?: ServiceFunction;
  /** What has failed when a message lies here: the first thing that the person on call reads. */
  readonly meaning: string;
}

/** As long as an invocation that was throttled may take to be tried again, by AWS's own advice. */
const VISIBILITY_TIMEOUTS_PER_RUN = 6;

/**
 * A queue for what could not be done. It keeps messages as long as SQS allows, and a single one raises the alarm: by lying
 * here or, where somebody takes the messages at once, by being taken.
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const { undertaker } = props;
    this.queue = new Queue(this, 'Queue', {
      ...(props.fifo === true ? { fifo: true } : {}),
      ...(undertaker === undefined
        ? {}
        : {
            visibilityTimeout: Duration.seconds(undertaker.timeout.toSeconds() * VISIBILITY_TIMEOUTS_PER_RUN),
          }),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    if (props.filledBy === 'lambda') {
      const reason = 'This is a dead-letter queue, which only shows on the function that reports to it.';
      acknowledge(this.queue, 'AwsSolutions-SQS3', reason);
    }
    undertaker?.lambda.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 1, reportBatchItemFailures: true }),
    );
    const period = Duration.minutes(1);
    new Alarm(this, 'Alarm', {
      alarmDescription: props.meaning,
      metric:
        undertaker === undefined
          ? this.queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' })
          : this.queue.metricNumberOfMessagesReceived({ period, statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(props.alarmTopic));
  }
}
