import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Assembly } from '../assembly/assembly.ts';
import { type Resource, resourcesOf } from '../assembly/resource-type.ts';
import { describeResource } from '../assembly/stack.ts';
import type { AwsEmulator } from '../emulators/aws.ts';
import type { Checkpoints } from '../sources/checkpoints.ts';
import { createDestination } from '../sources/destination.ts';
import type { EventSource, SourceOptions } from '../sources/event-source.ts';
import { compileFilters } from '../sources/filter-pattern.ts';
import { DEFAULT_CONCURRENCY, startSqsSource } from '../sources/sqs.ts';
import { startStreamSource } from '../sources/stream.ts';
import { readAsyncInvocations } from './async-invokers.ts';
import { connectNotifications } from './connect-notifications.ts';
import { connectSchedules } from './connect-schedules.ts';
import type { Functions } from './create-functions.ts';
import type { Streams } from './create-tables.ts';
import { type EventSourceMappingProperties, eventSourceMapping } from './function.ts';

export interface Connections {
  readonly assembly: Assembly;
  readonly aws: AwsEmulator;
  readonly functions: Functions;
  readonly streams: Streams;
  readonly streamsClient: DynamoDBStreamsClient;
  readonly checkpoints: Checkpoints;
  readonly source: SourceOptions;
  /** How long a minute of a schedule lasts. */
  readonly minuteMs: number;
}

/** Made only when all sources are known to be sound, so that an error leaves none of them polling. */
type StartSource = () => EventSource;

/** Starts every event source mapping, bucket notification and schedule of the assembly. */
export function connectSources(connections: Connections): EventSource[] {
  const { assembly, aws, functions, source, minuteMs } = connections;
  const mappings = resourcesOf(assembly, eventSourceMapping).filter(({ properties }) => properties.Enabled);
  const { retryDelayMs, deliveries } = source;
  const invokerFor = readAsyncInvocations({ assembly, functions, queues: aws.queues, retryDelayMs });
  const starts: StartSource[] = [
    ...mappings.map((mapping) =>
      mapping.properties.EventSourceArn.startsWith('arn:aws:sqs:')
        ? connectQueue(mapping, connections)
        : connectStream(mapping, connections),
    ),
    ...connectNotifications({ assembly, aws, functions, invokerFor }).map((each) => () => each),
    ...connectSchedules({ assembly, functions, invokerFor, deliveries, minuteMs }),
  ];
  return starts.map((start) => start());
}

type Mapping = Resource<EventSourceMappingProperties>;

const filterOf = ({ FilterCriteria }: EventSourceMappingProperties) =>
  compileFilters((FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern));

function connectQueue({ properties }: Mapping, { aws, functions, source }: Connections): StartSource {
  const options = {
    ...source,
    queue: aws.queues.byArn(properties.EventSourceArn),
    queueArn: properties.EventSourceArn,
    target: functions.find(properties.FunctionName),
    batchSize: properties.BatchSize ?? 10,
    windowSeconds: properties.MaximumBatchingWindowInSeconds,
    maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY,
    reportsFailures: properties.FunctionResponseTypes.length > 0,
    filter: filterOf(properties),
  };
  return () => startSqsSource(options);
}

function connectStream(mapping: Mapping, connections: Connections): StartSource {
  const { aws, functions, streams, streamsClient, checkpoints, source } = connections;
  const { properties } = mapping;
  const sourceArn = streams.get(properties.EventSourceArn);
  if (sourceArn === undefined) {
    throw new Error(
      `${describeResource(mapping)}: the event source ${properties.EventSourceArn} is not modelled by the local host.`,
    );
  }
  const onFailure = properties.DestinationConfig?.OnFailure?.Destination;
  const options = {
    ...source,
    client: streamsClient,
    sourceArn,
    streamArn: properties.EventSourceArn,
    target: functions.find(properties.FunctionName),
    batchSize: properties.BatchSize ?? 100,
    windowSeconds: properties.MaximumBatchingWindowInSeconds,
    bisects: properties.BisectBatchOnFunctionError,
    retries: properties.MaximumRetryAttempts,
    maximumAgeSeconds: properties.MaximumRecordAgeInSeconds,
    reportsFailures: properties.FunctionResponseTypes.length > 0,
    onFailure: onFailure === undefined ? undefined : createDestination(onFailure, aws.queues),
    filter: filterOf(properties),
    checkpoints,
  };
  return () => startStreamSource(options);
}
