import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Assembly } from '../assembly/assembly.ts';
import { type Resource, resourcesOf } from '../assembly/resource-type.ts';
import { describeResource, refOf } from '../assembly/stack.ts';
import { type TableProperties, table } from './table.ts';

type TableResource = Resource<TableProperties>;

/** The emulator's names of the streams, by the ARN that the template's resources see. */
export type Streams = Map<string, string>;

/** Creates every table that is not there yet. */
export async function createTables(assembly: Assembly, client: DynamoDBClient): Promise<Streams> {
  const streams: Streams = new Map();
  await Promise.all(
    resourcesOf(assembly, table).map(async (resource) => {
      const description = (await describe(resource, client)) ?? (await create(resource, client));
      checkShape(resource, description);
      const { StreamArn: streamArn } = resource.stack.identities.get(resource.id)?.attributes ?? {};
      const { LatestStreamArn: sourceArn } = description;
      if (streamArn !== undefined && sourceArn !== undefined) streams.set(streamArn, sourceArn);
    }),
  );
  return streams;
}

async function describe(
  resource: TableResource,
  client: DynamoDBClient,
): Promise<TableDescription | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: refOf(resource) }));
    return Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return;
    throw error;
  }
}

async function create(resource: TableResource, client: DynamoDBClient): Promise<TableDescription> {
  const { properties } = resource;
  const TableName = refOf(resource);
  const indexes = (list: TableProperties['GlobalSecondaryIndexes']) =>
    list?.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection: {
        ProjectionType: Projection.ProjectionType,
        ...(Projection.NonKeyAttributes === undefined
          ? {}
          : { NonKeyAttributes: Projection.NonKeyAttributes }),
      },
    }));
  const stream = properties.StreamSpecification;
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: indexes(properties.GlobalSecondaryIndexes),
      LocalSecondaryIndexes: indexes(properties.LocalSecondaryIndexes),
      ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, ...stream } }),
    }),
  );
  const { AttributeName, Enabled = false } = properties.TimeToLiveSpecification ?? {};
  if (Enabled) {
    await client.send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } }),
    );
  }
  return TableDescription ?? {};
}

type KeySchema = readonly { AttributeName?: string | undefined; KeyType?: string | undefined }[];
type IndexShape = {
  IndexName?: string | undefined;
  KeySchema?: KeySchema | undefined;
  Projection?:
    | { ProjectionType?: string | undefined; NonKeyAttributes?: readonly string[] | undefined }
    | undefined;
};

const keyFields = ['AttributeName', 'KeyType'];

/** A table kept from an earlier run must still be the one that the template describes. */
function checkShape(resource: TableResource, description: TableDescription): void {
  const { KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes, StreamSpecification } =
    resource.properties;
  const shape = (key: KeySchema = [], ...lists: (readonly IndexShape[] | undefined)[]) =>
    [
      JSON.stringify(key, keyFields),
      ...lists.flatMap((list = []) =>
        list.map(
          ({ IndexName, KeySchema: own = [], Projection: { ProjectionType, NonKeyAttributes = [] } = {} }) =>
            [
              IndexName,
              JSON.stringify(own, keyFields),
              ProjectionType,
              ...NonKeyAttributes.toSorted(),
            ].join(),
        ),
      ),
    ]
      .toSorted()
      .join('; ');
  const wanted = shape(KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes);
  const found = shape(
    description.KeySchema,
    description.GlobalSecondaryIndexes,
    description.LocalSecondaryIndexes,
  );
  const sameStream = StreamSpecification?.StreamViewType === description.StreamSpecification?.StreamViewType;
  if (wanted === found && sameStream) return;
  throw new Error(
    `${describeResource(resource)}: the kept table ${refOf(resource)} has other keys, indexes or another stream than the template. Delete the data folder to begin anew.`,
  );
}
