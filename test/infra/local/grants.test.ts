import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureHost, startFixture } from '../../support/local-host.ts';

/** The services, called with the credentials and at the addresses that somebody was given. */
interface Caller {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
}
type Call = (caller: Caller) => Promise<unknown>;

let fixture: FixtureHost;
let granted: Caller;
let bare: Caller;

beforeAll(async () => {
  fixture = await startFixture();
  [granted, bare] = await Promise.all([callerIn('/run'), callerIn('/single')]);
});
afterAll(async () => {
  for (const { dynamodb, sqs, s3 } of [granted, bare])
    for (const client of [dynamodb, sqs, s3]) client.destroy();
  await fixture.close();
});

/** Whom the SDK would call the services as inside the function behind that path. */
const callerIn = async (path: string): Promise<Caller> => {
  const response = await fetch(`${fixture.host.apiUrl}${path}?do=environment`);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  const variables = JSON.parse(text) as Record<string, string>;
  const access = (endpoint = '') => ({
    region: variables['AWS_REGION'] ?? '',
    endpoint,
    credentials: {
      accessKeyId: variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: variables['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: variables['AWS_SESSION_TOKEN'] ?? '',
    },
  });
  return {
    dynamodb: new DynamoDBClient(access(variables['AWS_ENDPOINT_URL_DYNAMODB'])),
    sqs: new SQSClient(access(variables['AWS_ENDPOINT_URL_SQS'])),
    s3: new S3Client(access(variables['AWS_ENDPOINT_URL_S3'])),
  };
};

const TableName = () => fixture.output('RecordsTable');
const Bucket = () => fixture.output('ImportBucket');
const QueueUrl = () => fixture.output('GrantedQueueUrl');
const item = { id: { S: 'granted' }, kind: { S: 'k' } };
const Key = { id: { S: 'granted' } };
const kind = { KeyConditionExpression: 'kind = :k', ExpressionAttributeValues: { ':k': { S: 'k' } } };
const one = { KeyConditionExpression: 'id = :k', ExpressionAttributeValues: { ':k': { S: 'k' } } };

const put: Call = ({ dynamodb }) => dynamodb.send(new PutItemCommand({ TableName: TableName(), Item: item }));
const get: Call = ({ dynamodb }) => dynamodb.send(new GetItemCommand({ TableName: TableName(), Key }));
const batchGet: Call = ({ dynamodb }) =>
  dynamodb.send(new BatchGetItemCommand({ RequestItems: { [TableName()]: { Keys: [Key] } } }));
const batchWrite: Call = ({ dynamodb }) =>
  dynamodb.send(
    new BatchWriteItemCommand({ RequestItems: { [TableName()]: [{ PutRequest: { Item: item } }] } }),
  );
const transaction: Call = ({ dynamodb }) =>
  dynamodb.send(
    new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: TableName(), Item: item } }] }),
  );
const deletion: Call = ({ dynamodb }) =>
  dynamodb.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: TableName(), Item: item } },
        { Delete: { TableName: TableName(), Key: { id: { S: 'other' } } } },
      ],
    }),
  );
const queryIndex: Call = ({ dynamodb }) =>
  dynamodb.send(new QueryCommand({ TableName: TableName(), IndexName: 'byKind', ...kind }));
const queryTable: Call = ({ dynamodb }) =>
  dynamodb.send(new QueryCommand({ TableName: TableName(), ...one }));
const send: Call = ({ sqs }) => sqs.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'm' }));
const sendBatch: Call = ({ sqs }) =>
  sqs.send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries: [{ Id: 'a', MessageBody: 'm' }] }));
const sendElsewhere: Call = ({ sqs }) =>
  sqs.send(new SendMessageCommand({ QueueUrl: fixture.output('WorkQueueDeadUrl'), MessageBody: 'm' }));
const putObject =
  (key: string): Call =>
  ({ s3 }) =>
    s3.send(new PutObjectCommand({ Bucket: Bucket(), Key: key, Body: 'x' }));
const getObject: Call = ({ s3 }) => s3.send(new GetObjectCommand({ Bucket: Bucket(), Key: 'granted/a' }));
const list: Call = ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: Bucket() }));

const ofTheRole: readonly [string, Call][] = [
  ['PutItem', put],
  ['GetItem', get],
  ['BatchGetItem', batchGet],
  ['BatchWriteItem', batchWrite],
  ['a transaction', transaction],
  ['a query of an index', queryIndex],
  ['SendMessage', send],
  ['SendMessageBatch', sendBatch],
  ['PutObject', putObject('granted/a')],
  ['GetObject', getObject],
];
const beyondTheRole: readonly [string, Call][] = [
  ['a transaction with a part too much', deletion],
  ['a query of the table', queryTable],
  ['a message to another queue', sendElsewhere],
  ['PutObject under another key', putObject('other/a')],
  ['PutObject where it is denied', putObject('granted/but/not/a')],
  ['ListObjects', list],
];

const accessDenied = { name: expect.stringMatching(/^AccessDenied/) };

describe('a function', () => {
  test.each(ofTheRole)('may do what its role allows: %s', async (_name, call) => {
    await call(granted);
  });

  test.each(beyondTheRole)('may not do what its role does not allow: %s', async (_name, call) => {
    await expect(call(granted)).rejects.toMatchObject(accessDenied);
  });

  test.each([...ofTheRole, ...beyondTheRole])('without any right may not: %s', async (_name, call) => {
    await expect(call(bare)).rejects.toMatchObject(accessDenied);
  });

  test('is told in the words of AWS, and the host says so, too', async () => {
    const table = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName()}`;
    await expect(put(bare)).rejects.toThrow(
      new RegExp(
        `^User: arn:aws:sts::000000000000:assumed-role/\\S+/\\S+-Single\\S+ is not authorized to perform: dynamodb:PutItem on resource: ${table} because`,
      ),
    );
    expect(fixture.errors).toContainEqual(
      expect.stringMatching(/-Single\S+ is not authorized to perform dynamodb:PutItem on arn:/),
    );
  });

  test('gets an error for a call whose rights the host does not know', async () => {
    const { dynamodb } = granted;
    await expect(
      dynamodb.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM x' })),
    ).rejects.toThrow('ExecuteStatement');
  });

  test.each([
    ['granted/form.csv', 204],
    ['other/form.csv', 403],
  ])('lends its rights to whoever posts its form: %s', async (key, status) => {
    const { url, fields } = await createPresignedPost(granted.s3, { Bucket: Bucket(), Key: key });
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append('file', new Blob(['a,b']), 'form.csv');
    expect((await fetch(url, { method: 'POST', body })).status).toBe(status);
  });
});

test.each([...ofTheRole, ...beyondTheRole])(
  'the key of the user may do everything: %s',
  async (_name, call) => {
    await call(fixture);
  },
);

test('the key of the user may call what no function could', async () => {
  await fixture.dynamodb.send(
    new CreateTableCommand({
      TableName: 'scratch',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});
