import * as z from 'zod/mini';
import { arn, ignored, physicalName, type ResourceType } from '../assembly/resource-type.ts';

const topicProperties = z.strictObject({
  TopicName: z.optional(z.string()),
  FifoTopic: z.optional(z.boolean()),
  ContentBasedDeduplication: z.optional(z.boolean()),
  FifoThroughputScope: ignored('the emulator has no limits'),
  DisplayName: ignored('text'),
  KmsMasterKeyId: ignored('encryption at rest'),
  TracingConfig: ignored('there is no X-Ray locally'),
  Tags: ignored('tags change nothing'),
});

export type TopicProperties = z.output<typeof topicProperties>;

export const topic: ResourceType<TopicProperties> = {
  type: 'AWS::SNS::Topic',
  properties: topicProperties,
  identify: ({ raw, endpoints: _endpoints, ...location }) => {
    const name = physicalName(location, raw['TopicName'], 256);
    const topicArn = arn('sns', location.stack, name);
    return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
  },
};

/** The topic's attributes as CreateTopic takes them. */
export function topicAttributes({
  FifoTopic: fifo,
  ContentBasedDeduplication: byContent,
}: TopicProperties): Record<string, string> {
  return {
    ...(fifo === true ? { FifoTopic: 'true' } : {}),
    ...(byContent === undefined ? {} : { ContentBasedDeduplication: String(byContent) }),
  };
}

const subscriptionProperties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.enum(['sqs', 'email', 'email-json', 'sms', 'https']),
  Endpoint: z.string(),
  RawMessageDelivery: z.optional(z.boolean()),
  FilterPolicy: z.optional(z.record(z.string(), z.unknown())),
});

/** Only queues receive locally: an e-mail, a text message or a call to somebody's server must not leave the machine. */
export const subscription: ResourceType<z.output<typeof subscriptionProperties>> = {
  type: 'AWS::SNS::Subscription',
  properties: subscriptionProperties,
  identify: ({ id }) => ({ ref: id, attributes: {} }),
};
