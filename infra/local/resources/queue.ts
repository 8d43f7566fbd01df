import * as z from 'zod/mini';
import { arn, ignored, physicalName, type ResourceType } from '../assembly/resource-type.ts';

const properties = z.strictObject({
  QueueName: z.optional(z.string()),
  FifoQueue: z.optional(z.boolean()),
  ContentBasedDeduplication: z.optional(z.boolean()),
  DeduplicationScope: z.optional(z.string()),
  FifoThroughputLimit: z.optional(z.string()),
  VisibilityTimeout: z.optional(z.number()),
  DelaySeconds: z.optional(z.number()),
  MaximumMessageSize: z.optional(z.number()),
  MessageRetentionPeriod: z.optional(z.number()),
  ReceiveMessageWaitTimeSeconds: z.optional(z.number()),
  RedrivePolicy: z.optional(z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() })),
  RedriveAllowPolicy: ignored('only the roles of functions are checked locally'),
  SqsManagedSseEnabled: ignored('encryption at rest'),
  KmsMasterKeyId: ignored('encryption at rest'),
  KmsDataKeyReusePeriodSeconds: ignored('encryption at rest'),
  Tags: ignored('tags change nothing'),
});

export type QueueProperties = z.output<typeof properties>;

export const queue: ResourceType<QueueProperties> = {
  type: 'AWS::SQS::Queue',
  properties,
  identify: ({ raw, endpoints, ...location }) => {
    const name =
      raw['FifoQueue'] === true && typeof raw['QueueName'] !== 'string'
        ? `${physicalName(location, undefined, 75)}.fifo`
        : physicalName(location, raw['QueueName'], 80);
    const url = `${endpoints.aws}/${location.stack.account}/${name}`;
    return {
      ref: url,
      attributes: { Arn: arn('sqs', location.stack, name), QueueName: name, QueueUrl: url },
    };
  },
};

/** The queue's attributes as CreateQueue takes them. */
export function queueAttributes(queueProperties: QueueProperties): Record<string, string> {
  const { QueueName: _name, RedrivePolicy: redrive, ...others } = queueProperties;
  const settings = Object.entries(others).filter(
    (entry): entry is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]) && !IGNORED.has(entry[0]),
  );
  return {
    ...Object.fromEntries(settings.map(([key, value]) => [key, String(value)])),
    ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(redrive) }),
  };
}

const IGNORED = new Set(['SqsManagedSseEnabled', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds']);
