import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export type TestTables = Record<
  'records' | 'recordKeys' | 'changes' | 'directory' | 'rotations' | 'jobs',
  string
>;

export type TestDynamo = {
  client: DynamoDBDocumentClient;
  endpoint: string;
  tables: TestTables;
  stop(): void;
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
  rotations: { key: ['rotationId', 'item'] },
  jobs: {
    key: ['jobId', 'item'],
    indexes: [{ name: 'byKind', key: ['jobKind', 'startedAs'], keysOnly: true }],
  },
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(),
      );
    });
  });

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
  const port = await freePort();
  const binary = createRequire(import.meta.url).resolve(
    `@dynoxide/${process.platform}-${process.arch}/dynoxide${process.platform === 'win32' ? '.exe' : ''}`,
  );
  const child = spawn(binary, ['serve', '--port', String(port)], { stdio: 'ignore' });
  const kill = () => child.kill();
  process.once('exit', kill);
  const endpoint = `http://127.0.0.1:${port}`;
  const plain = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 20,
  });
  await plain.send(new ListTablesCommand({}));
  const names = Object.keys(tableShapes) as (keyof TestTables)[];
  await Promise.all(names.map((name) => createTable(plain, name)));
  return {
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    endpoint,
    tables: Object.fromEntries(names.map((name) => [name, name])) as TestTables,
    stop: () => {
      process.removeListener('exit', kill);
      kill();
    },
  };
};
