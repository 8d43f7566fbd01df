import * as z from 'zod/mini';
import { arn, ignored, physicalName, type ResourceType } from '../assembly/resource-type.ts';

const properties = z.strictObject({
  FunctionName: z.optional(z.string()),
  Code: z.strictObject({ S3Key: z.string(), S3Bucket: ignored('assets are read from the assembly') }),
  Handler: z.string(),
  /** The ARN of the role whose policies say what the function may do. */
  Role: z.string(),
  Runtime: z.string().check(z.regex(/^nodejs/, 'only Node.js runtimes')),
  Timeout: z._default(z.number(), 3),
  MemorySize: z._default(z.number(), 128),
  Environment: z.optional(
    z.strictObject({ Variables: z.optional(z.record(z.string(), z.coerce.string<unknown>())) }),
  ),
  ReservedConcurrentExecutions: z.optional(z.number()),
  DeadLetterConfig: z.optional(z.strictObject({ TargetArn: z.string() })),
  PackageType: z.optional(z.literal('Zip')),
  Architectures: ignored('JavaScript runs on any'),
  Description: ignored('text'),
  TracingConfig: ignored('there is no X-Ray locally'),
  LoggingConfig: ignored('log lines go to the terminal'),
  RuntimeManagementConfig: ignored('the Node.js that runs the host runs the functions'),
  RecursiveLoop: ignored('loop detection'),
  KmsKeyArn: ignored('encryption at rest'),
  Tags: ignored('tags change nothing'),
});

export type FunctionProperties = z.output<typeof properties>;

export const lambdaFunction: ResourceType<FunctionProperties> = {
  type: 'AWS::Lambda::Function',
  properties,
  identify: ({ raw, endpoints: _endpoints, ...location }) => {
    const name = physicalName(location, raw['FunctionName'], 64);
    return { ref: name, attributes: { Arn: arn('lambda', location.stack, `function:${name}`) } };
  },
};

const destination = z.optional(z.strictObject({ Destination: z.string() }));

const invokeProperties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z._default(z.number(), 2),
  MaximumEventAgeInSeconds: z._default(z.number(), 21_600),
  DestinationConfig: z.optional(z.strictObject({ OnFailure: destination, OnSuccess: destination })),
});

export type EventInvokeProperties = z.output<typeof invokeProperties>;

export const eventInvokeConfig: ResourceType<EventInvokeProperties> = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: invokeProperties,
  identify: ({ id }) => ({ ref: id, attributes: {} }),
};

const mappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z._default(z.boolean(), true),
  BatchSize: z.optional(z.number()),
  MaximumBatchingWindowInSeconds: z._default(z.number(), 0),
  FilterCriteria: z.optional(z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) })),
  FunctionResponseTypes: z._default(z.array(z.literal('ReportBatchItemFailures')), []),
  ScalingConfig: z.optional(z.strictObject({ MaximumConcurrency: z.optional(z.number()) })),
  StartingPosition: z.optional(z.enum(['TRIM_HORIZON', 'LATEST'])),
  BisectBatchOnFunctionError: z._default(z.boolean(), false),
  MaximumRetryAttempts: z._default(z.number(), -1),
  MaximumRecordAgeInSeconds: z._default(z.number(), -1),
  ParallelizationFactor: z.optional(z.literal(1)),
  DestinationConfig: z.optional(z.strictObject({ OnFailure: destination })),
  MetricsConfig: ignored('metrics'),
  Tags: ignored('tags change nothing'),
});

export type EventSourceMappingProperties = z.output<typeof mappingProperties>;

export const eventSourceMapping: ResourceType<EventSourceMappingProperties> = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: mappingProperties,
  identify: ({ id, stack }) => ({
    ref: id,
    attributes: { Id: id, EventSourceMappingArn: arn('lambda', stack, `event-source-mapping:${id}`) },
  }),
};
