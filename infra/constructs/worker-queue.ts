import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Resource } from './resource.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkerQueueProps {
  /** The environment variable that gives a producer the queue's URL. */
  readonly variable: string;
  readonly worker: ServiceFunction;
  /** `perGroup` is FIFO: one batch at a time within a message group, groups side by side. */
  readonly order: 'none' | 'perGroup';
  readonly batchSize: number;
  readonly maxConcurrency: number;
  /** How many seconds a message waits before anybody may see it, unless it says so itself. */
  readonly delaySeconds?: number;
  /** Takes the messages that the worker gave up on; without one they wait for somebody to look. */
  readonly undertaker?: ServiceFunction;
  readonly alarmTopic: ITopic;
  readonly meaningOfFailure: string;
}

/** AWS asks for this much, so that a batch whose invocation was throttled is not handed out a second time meanwhile. */
const VISIBILITY_TIMEOUTS_PER_RUN = 6;

/** Fewer, and throttling of the worker alone could carry good messages to the dead-letter queue. */
const MAX_RECEIVES = 5;

/** A queue, the worker that empties it, and the dead-letter queue for messages that it gave up on. */
export class WorkerQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly resource: Resource<'sqs'>;

  constructor(scope: Construct, id: string, props: WorkerQueueProps) {
    super(scope, id);
    const fifo = props.order === 'perGroup';
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters', {
      filledBy: 'queue',
      fifo,
      ...(props.undertaker === undefined ? {} : { undertaker: props.undertaker }),
      alarmTopic: props.alarmTopic,
      meaning: props.meaningOfFailure,
    }).queue;
    this.queue = new Queue(this, 'Queue', {
      ...(fifo ? PER_GROUP : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(props.worker.timeout.toSeconds() * VISIBILITY_TIMEOUTS_PER_RUN),
      ...(props.delaySeconds === undefined ? {} : { deliveryDelay: Duration.seconds(props.delaySeconds) }),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVES },
    });
    props.worker.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: props.batchSize,
        maxConcurrency: props.maxConcurrency,
        reportBatchItemFailures: true,
      }),
    );
    this.resource = {
      service: 'sqs',
      arn: this.queue.queueArn,
      variable: { name: props.variable, value: this.queue.queueUrl },
    };
  }
}

/** High throughput: the deduplication id counts within its group only, and so does the limit of the queue. */
const PER_GROUP = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};
