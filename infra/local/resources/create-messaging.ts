import type { Assembly } from '../assembly/assembly.ts';
import { resourcesOf } from '../assembly/resource-type.ts';
import { getAttOf, refOf } from '../assembly/stack.ts';
import type { AwsEmulator } from '../emulators/aws.ts';
import { bucket } from './bucket.ts';
import { queue, queueAttributes } from './queue.ts';
import { subscription, topic, topicAttributes } from './topic.ts';

/** Creates queues, topics and buckets that are not there yet, and gives those that are the template's settings. */
export function createMessaging(assembly: Assembly, aws: AwsEmulator): void {
  for (const resource of resourcesOf(assembly, queue)) {
    const [arn, name] = [getAttOf(resource, 'Arn'), getAttOf(resource, 'QueueName')];
    const attributes = queueAttributes(resource.properties);
    const kept = aws.sqsStore.getQueueByArn(arn);
    if (kept === undefined) {
      aws.sqsStore.createQueue(name, getAttOf(resource, 'QueueUrl'), arn, attributes);
    } else {
      kept.setAttributes(attributes);
    }
  }
  for (const resource of resourcesOf(assembly, bucket)) {
    const name = refOf(resource);
    aws.s3Store.createBucket(name);
    const rules = resource.properties.CorsConfiguration?.CorsRules;
    if (rules !== undefined) aws.corsRules.set(name, rules);
  }
  for (const resource of resourcesOf(assembly, topic)) {
    const { region } = resource.stack;
    aws.snsStore.createTopic(
      getAttOf(resource, 'TopicName'),
      topicAttributes(resource.properties),
      {},
      region,
    );
  }
  for (const { properties } of resourcesOf(assembly, subscription)) {
    if (properties.Protocol !== 'sqs') continue;
    const { RawMessageDelivery: raw, FilterPolicy: filter } = properties;
    aws.snsStore.subscribe(properties.TopicArn, 'sqs', properties.Endpoint, {
      ...(raw === undefined ? {} : { RawMessageDelivery: String(raw) }),
      ...(filter === undefined ? {} : { FilterPolicy: JSON.stringify(filter) }),
    });
  }
}
