import type { Assembly } from '../assembly/assembly.ts';
import { resourcesOf } from '../assembly/resource-type.ts';
import type { AwsEmulator } from '../emulators/aws.ts';
import type { EventSource } from '../sources/event-source.ts';
import { createS3Event, ruleCovers } from '../sources/s3.ts';
import type { InvokerFor } from './async-invokers.ts';
import { bucketNotifications } from './bucket.ts';
import type { Functions } from './create-functions.ts';

export interface NotificationConnections {
  readonly assembly: Assembly;
  readonly aws: AwsEmulator;
  readonly functions: Functions;
  readonly invokerFor: InvokerFor;
}

/** Has the functions told of new objects, as the notifications of the buckets say. */
export function connectNotifications(connections: NotificationConnections): EventSource[] {
  const { assembly, aws, functions, invokerFor } = connections;
  return resourcesOf(assembly, bucketNotifications).flatMap(({ stack, properties }) =>
    properties.NotificationConfiguration.LambdaFunctionConfigurations.map((configuration) => {
      const invoker = invokerFor(functions.find(configuration.LambdaFunctionArn));
      const filterRules = configuration.Filter?.Key.FilterRules ?? [];
      const affix = (name: string) =>
        filterRules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? '';
      const rule = {
        bucket: properties.BucketName,
        configurationId: configuration.Id ?? 'local',
        events: configuration.Events,
        prefix: affix('prefix'),
        suffix: affix('suffix'),
      };
      aws.onObjectCreated((created) => {
        if (ruleCovers(rule, created)) invoker.invoke(createS3Event(created, rule, stack.region));
      });
      return invoker;
    }),
  );
}
