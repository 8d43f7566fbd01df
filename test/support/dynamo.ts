import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamodb } from '../../infra/local/emulators/dynamodb.ts';

export type TestTables = Record<
  'records' | 'recordKeys' | 'changes' | 'directory' | 'rotations' | 'jobs',
  string
>;

export type TestDynamo = {
  client: DynamoDBDocumentClient;
  endpoint: string;
  tables: TestTables;
  stop(): Promise<void>;
};

type Key = [partition: string, sort?: string];
type Index = { name: string; key: Key; keysOnly: boolean };

const tableShapes: Record<keyof TestTables, { key: Key; indexes?: Index[]; stream?: boolean }> = {
  records: {
    key: ['recordKey'],
    indexes: [
      { name: 'byOwner', key: ['ownerShard', 'recordId'], keysOnly: true },
      { name: 'byType', key: ['typeShard', 'recordId'], keysOnly: true },
    ],
    stream: true,
  },
  recordKeys: { key: ['uniqueKey'] },
  changes: {
    key: ['recordKey', 'changeId'],
    indexes: [{ name: 'byRun', key: ['runShard', 'changeId'], keysOnly: false }],
  },
  directory: { key: ['kind', 'id'] },
  rotations: {
    key: ['rotationId', 'item'],
    indexes: [{ name: 'byHeld', key: ['held', 'until'], keysOnly: true }],
  },
  jobs: {
    key: ['jobId', 'item'],
    indexes: [{ name: 'byKind', key: ['jobKind', 'startedAs'], keysOnly: true }],
  },
};

const keySchema = ([partition, sort]: Key) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
];

const createTable = async (client: DynamoDBClient, name: keyof TestTables): Promise<void> => {
  const { key, indexes = [], stream } = tableShapes[name];
  const attributes = new Set([key, ...indexes.map((index) => index.key)].flat());
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(key),
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      ...(indexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: indexes.map((index) => ({
              IndexName: index.name,
              KeySchema: keySchema(index.key),
              Projection: { ProjectionType: index.keysOnly ? 'KEYS_ONLY' : 'ALL' },
            })),
          }),
      ...(stream
        ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } }
        : {}),
    }),
  );
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
  const names = Object.keys(tableShapes) as (keyof TestTables)[];
  await Promise.all(names.map((name) => createTable(plain, name)));
  return {
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    endpoint: emulator.url,
    tables: Object.fromEntries(names.map((name) => [name, name])) as TestTables,
    stop: async () => {
      plain.destroy();
      await emulator.close();
    },
  };
};
