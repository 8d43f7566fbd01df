import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface DeadLetterQueueProps {
  /** Whether a queue moves its messages here, or Lambda reports here what it gave up on. */
  readonly filledBy: 'queue' | 'lambda';
  readonly fifo?: boolean;
  readonly alarmTopic: ITopic;
  /** What has failed when a message lies here: the first thing that the person on call reads. */
  readonly meaning: string;
}

/** A queue for what could not be done. It keeps messages as long as SQS allows, and a single one raises the alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...(props.fifo === true ? { fifo: true } : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    if (props.filledBy === 'lambda') {
      const reason = 'This is a dead-letter queue, which only shows on the function that reports to it.';
      acknowledge(this.queue, 'AwsSolutions-SQS3', reason);
    }
    new Alarm(this, 'Alarm', {
      alarmDescription: props.meaning,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(props.alarmTopic));
  }
}
