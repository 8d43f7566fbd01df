import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/build/bundle-functions.ts';
import { findFunctionSources } from '../../infra/build/function-sources.ts';
import { repositoryRoot } from '../../infra/build/repository-root.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';

/** Tells what a request failed with, as a function sees it. */
const probe = `
  import { ConditionalCheckFailedException, DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
  import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

  export const handler = async ({ TableName, Item, isPut, ...config }) => {
    const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1, ...config }));
    const condition = {
      ConditionExpression: 'attribute_not_exists(recordKey)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    const request = isPut ? new PutCommand({ TableName, Item, ...condition }) : new GetCommand({ TableName, Key: Item });
    return dynamo.send(request).then(({ Item: found }) => ({ found }), (error) => ({
      name: error.name,
      message: error.message,
      item: error.Item,
      status: error.$metadata.httpStatusCode,
      isOfService: error instanceof DynamoDBServiceException,
      isConditional: error instanceof ConditionalCheckFailedException,
    }));
  };`;

type Asked = { TableName: string; Item: Record<string, string>; isPut?: boolean };

let directory = '';
let dynamo: TestDynamo;
let call: (asked: Asked) => Promise<Record<string, unknown>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rota-slim-'));
  await mkdir(join(directory, 'functions', 'probe'), { recursive: true });
  await symlink(join(repositoryRoot, 'node_modules'), join(directory, 'node_modules'));
  await writeFile(join(directory, 'functions', 'probe', 'index.ts'), probe);
  dynamo = await startDynamo();
  const [bundle] = await bundleFunctions(
    await findFunctionSources(join(directory, 'functions')),
    join(directory, 'out'),
  );
  const { handler } = createRequire(import.meta.url)(join(bundle?.directory ?? '', 'index.cjs'));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  call = (asked) => handler({ region: 'eu-west-1', endpoint: dynamo.endpoint, credentials, ...asked });
});

afterAll(async () => {
  await dynamo.stop();
  await rm(directory, { recursive: true });
});

describe('the SDK in a bundle', () => {
  const Item = { recordKey: 'contacts#1' };

  test('throws what the functions name as the class that it is, with all that it tells', async () => {
    const asked = { TableName: dynamo.tables.records, Item, isPut: true };
    await call(asked);
    expect(await call(asked)).toMatchObject({
      name: 'ConditionalCheckFailedException',
      item: { recordKey: expect.anything() },
      isConditional: true,
    });
  });

  test('tells the name and the message of every other error', async () => {
    expect(await call({ TableName: 'nowhere', Item })).toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringMatching(/\w/),
      status: 400,
      isOfService: true,
      isConditional: false,
    });
  });
});
