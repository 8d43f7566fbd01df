import * as z from 'zod/mini';
import { arn, ignored, physicalName, type ResourceType } from '../assembly/resource-type.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const capacity = () => ignored('the emulator has no capacity to configure');

const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.optional(z.array(z.string())),
  }),
  WarmThroughput: capacity(),
  WriteProvisionedThroughputSettings: capacity(),
  WriteOnDemandThroughputSettings: capacity(),
  ReadProvisionedThroughputSettings: capacity(),
  ReadOnDemandThroughputSettings: capacity(),
});

const replica = z.strictObject({
  Region: z.string(),
  PointInTimeRecoverySpecification: ignored('there are no backups locally'),
  DeletionProtectionEnabled: ignored('nothing deletes a table locally'),
  ContributorInsightsSpecification: ignored('metrics'),
  TableClass: ignored('a price class'),
  SSESpecification: ignored('encryption at rest'),
  ResourcePolicy: ignored('only the roles of functions are checked locally'),
  GlobalSecondaryIndexes: capacity(),
  ReadProvisionedThroughputSettings: capacity(),
  ReadOnDemandThroughputSettings: capacity(),
  Tags: ignored('tags change nothing'),
});

const properties = z.strictObject({
  TableName: z.optional(z.string()),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.optional(z.array(index)),
  LocalSecondaryIndexes: z.optional(z.array(index)),
  StreamSpecification: z.optional(
    z.strictObject({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) }),
  ),
  TimeToLiveSpecification: z.optional(
    z.strictObject({ AttributeName: z.optional(z.string()), Enabled: z.boolean() }),
  ),
  Replicas: z.array(replica).check(z.length(1, 'only one replica')),
  BillingMode: ignored('nothing is billed locally'),
  SSESpecification: ignored('encryption at rest'),
  WarmThroughput: capacity(),
  WriteProvisionedThroughputSettings: capacity(),
  WriteOnDemandThroughputSettings: capacity(),
});

/** On AWS the time at which the stream was switched on; here a constant, so that the ARN is known beforehand. */
const STREAM_LABEL = '2026-01-01T00:00:00.000';

export type TableProperties = z.output<typeof properties>;

export const table: ResourceType<TableProperties> = {
  type: 'AWS::DynamoDB::GlobalTable',
  properties,
  identify: ({ raw, endpoints: _endpoints, ...location }) => {
    const name = physicalName(location, raw['TableName'], 255);
    const tableArn = arn('dynamodb', location.stack, `table/${name}`);
    const stream =
      raw['StreamSpecification'] === undefined ? {} : { StreamArn: `${tableArn}/stream/${STREAM_LABEL}` };
    return { ref: name, attributes: { Arn: tableArn, ...stream } };
  },
};
