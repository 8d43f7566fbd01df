import { CreateTableCommand, DynamoDBClient, type Projection } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamodb } from '../../infra/local/emulators/dynamodb.ts';

export type TestTables = Record<
  | 'records'
  | 'recordKeys'
  | 'requests'
  | 'changes'
  | 'salesforceOwners'
  | 'directory'
  | 'rotations'
  | 'jobs'
  | 'notices'
  | 'enrollments',
  string
>;

export type TestDynamo = {
  client: DynamoDBDocumentClient;
  endpoint: string;
  tables: TestTables;
  /** The same emulator with some tables of its own, whose names begin like this. */
  apart(prefix: string, tables: readonly (keyof TestTables)[]): Promise<TestDynamo>;
  stop(): Promise<void>;
};

type Key = [partition: string, sort?: string];
type Stream = 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE';
type Index = { name: string; key: Key; holds: 'keys' | 'all' | string[] };

type TableShape = { key: Key; indexes?: Index[]; stream?: Stream };

/** The tables of the data stack. */
export const tableShapes = {
  records: {
    key: ['recordKey'],
    indexes: [
      { name: 'byOwner', key: ['ownerShard', 'recordId'], holds: 'keys' },
      {
        name: 'byType',
        key: ['typeShard', 'recordId'],
        holds: ['properties', 'createdAt', 'updatedAt'],
      },
      { name: 'byCompany', key: ['companyShard', 'recordId'], holds: 'keys' },
    ],
    stream: 'NEW_AND_OLD_IMAGES',
  },
  recordKeys: { key: ['uniqueKey'] },
  requests: { key: ['idempotencyKey'] },
  changes: {
    key: ['recordKey', 'changeId'],
    indexes: [{ name: 'byRun', key: ['runShard', 'changeId'], holds: 'all' }],
    stream: 'NEW_IMAGE',
  },
  salesforceOwners: {
    key: ['recordKey'],
    indexes: [{ name: 'byConflict', key: ['conflictShard', 'recordKey'], holds: 'all' }],
  },
  directory: { key: ['kind', 'id'] },
  rotations: {
    key: ['rotationId', 'item'],
    indexes: [{ name: 'byHeld', key: ['held', 'until'], holds: 'keys' }],
  },
  jobs: {
    key: ['jobId', 'item'],
    indexes: [{ name: 'byKind', key: ['jobKind', 'startedAs'], holds: 'keys' }],
  },
  notices: { key: ['noticeId', 'item'] },
  enrollments: {
    key: ['enrollmentId'],
    indexes: [{ name: 'byWorkflow', key: ['workflowShard', 'startedAs'], holds: 'keys' }],
  },
} satisfies Record<keyof TestTables, TableShape>;

const keySchema = ([partition, sort]: Key) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
];

const projection = ({ holds }: Index): Projection => {
  if (typeof holds !== 'string') return { ProjectionType: 'INCLUDE', NonKeyAttributes: holds };
  return { ProjectionType: holds === 'keys' ? 'KEYS_ONLY' : 'ALL' };
};

/** A table of a shape, empty, under a name. */
export const createTable = async (
  client: DynamoDBClient,
  { key, indexes = [], stream }: TableShape,
  TableName: string,
): Promise<void> => {
  const attributes = new Set([key, ...indexes.map((index) => index.key)].flat());
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(key),
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      ...(indexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: indexes.map((index) => ({
              IndexName: index.name,
              KeySchema: keySchema(index.key),
              Projection: projection(index),
            })),
          }),
      ...(stream === undefined
        ? {}
        : { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
    }),
  );
};

const createTables = async <T extends keyof TestTables>(
  client: DynamoDBClient,
  shapes: readonly T[],
  prefix = '',
): Promise<Record<T, string>> => {
  await Promise.all(shapes.map((shape) => createTable(client, tableShapes[shape], `${prefix}${shape}`)));
  return Object.fromEntries(shapes.map((shape) => [shape, `${prefix}${shape}`])) as Record<T, string>;
};

/** A DynamoDB emulator of one test file, with the tables of the data stack, empty. */
export const startDynamo = async (): Promise<TestDynamo> => {
  const emulator = await startDynamodb({
    onCrash: (reason) => {
      throw new Error(reason);
    },
  });
  const plain = new DynamoDBClient({
    endpoint: emulator.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const dynamo: TestDynamo = {
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    endpoint: emulator.url,
    tables: await createTables(plain, Object.keys(tableShapes) as (keyof TestTables)[]),
    apart: async (prefix, own) => ({
      ...dynamo,
      tables: { ...dynamo.tables, ...(await createTables(plain, own, prefix)) },
    }),
    stop: async () => {
      plain.destroy();
      await emulator.close();
    },
  };
  return dynamo;
};
