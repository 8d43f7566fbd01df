import { describe, expect, test } from 'vitest';
import { accessKeyIdOf } from '../../../infra/local/iam/authority.ts';
import { dynamodbActions } from '../../../infra/local/iam/dynamodb-actions.ts';
import { type S3Request, s3Actions } from '../../../infra/local/iam/s3-actions.ts';
import { snsActions } from '../../../infra/local/iam/sns-actions.ts';
import { sqsActions } from '../../../infra/local/iam/sqs-actions.ts';

const place = { region: 'eu-west-1', account: '000000000000' };

/** `dynamodb:PutItem table/A`: an action and the last part of its resource. */
const told = (actions: ReturnType<typeof sqsActions>) =>
  actions?.map(({ action, resource }) => `${action} ${resource.split(':').slice(5).join(':')}`);

describe('DynamoDB', () => {
  const key = { id: { S: '1' } };
  test.each<[string, object, readonly string[] | undefined]>([
    ['GetItem', { TableName: 'A', Key: key }, ['dynamodb:GetItem table/A']],
    ['UpdateItem', { TableName: 'A', Key: key }, ['dynamodb:UpdateItem table/A']],
    ['PutItem', { TableName: 'arn:aws:dynamodb:eu-west-1:1:table/B' }, ['dynamodb:PutItem table/B']],
    ['Query', { TableName: 'A' }, ['dynamodb:Query table/A']],
    ['Query', { TableName: 'A', IndexName: 'byB' }, ['dynamodb:Query table/A/index/byB']],
    ['Scan', { TableName: 'A', IndexName: 'byB' }, ['dynamodb:Scan table/A/index/byB']],
    [
      'BatchGetItem',
      { RequestItems: { A: { Keys: [key] }, B: { Keys: [key] } } },
      ['dynamodb:BatchGetItem table/A', 'dynamodb:BatchGetItem table/B'],
    ],
    [
      'BatchWriteItem',
      { RequestItems: { A: [{ PutRequest: { Item: key } }] } },
      ['dynamodb:BatchWriteItem table/A'],
    ],
    [
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'A', Key: key } }] },
      ['dynamodb:GetItem table/A'],
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'A' } },
          { Update: { TableName: 'A' } },
          { Delete: { TableName: 'B' } },
          { ConditionCheck: { TableName: 'C' } },
        ],
      },
      [
        'dynamodb:PutItem table/A',
        'dynamodb:UpdateItem table/A',
        'dynamodb:DeleteItem table/B',
        'dynamodb:ConditionCheckItem table/C',
      ],
    ],
    ['PutItem', { Item: key }, []],
    ['ExecuteStatement', { Statement: 'SELECT * FROM A' }, undefined],
  ])('%s of %j', (operation, body, expected) => {
    expect(told(dynamodbActions(operation, body, place))).toEqual(expected);
  });
});

describe('SQS', () => {
  const QueueUrl = 'http://127.0.0.1:4/111111111111/work';
  test.each<[string, object, readonly string[] | undefined]>([
    ['SendMessage', { QueueUrl }, ['sqs:SendMessage work']],
    ['SendMessageBatch', { QueueUrl }, ['sqs:SendMessage work']],
    ['DeleteMessageBatch', { QueueUrl }, ['sqs:DeleteMessage work']],
    ['GetQueueUrl', { QueueName: 'work' }, ['sqs:GetQueueUrl work']],
    ['SendMessage', {}, []],
    ['StartMessageMoveTask', {}, undefined],
  ])('%s of %j', (operation, body, expected) => {
    expect(told(sqsActions(operation, body, place))).toEqual(expected);
  });
});

test.each<[object, readonly string[] | undefined]>([
  [{ Action: 'PublishBatch', TopicArn: 'arn:aws:sns:eu-west-1:1:news' }, ['sns:Publish news']],
  [{ Action: 'GetCallerIdentity' }, []],
  [{ Action: 'Subscribe' }, undefined],
])('SNS: %j', (body, expected) => {
  expect(told(snsActions(body))).toEqual(expected);
});

describe('S3', () => {
  test.each<[Partial<S3Request>, readonly string[] | undefined]>([
    [{ key: 'a/b' }, ['s3:GetObject box/a/b']],
    [{ key: 'a', query: { 'x-id': 'GetObject', 'X-Amz-Date': '' } }, ['s3:GetObject box/a']],
    [{ method: 'HEAD', key: 'a' }, ['s3:GetObject box/a']],
    [{ method: 'PUT', key: 'a' }, ['s3:PutObject box/a']],
    [
      { method: 'PUT', key: 'a', copySource: '/crate/b%20c' },
      ['s3:PutObject box/a', 's3:GetObject crate/b c'],
    ],
    [{ method: 'DELETE', key: 'a' }, ['s3:DeleteObject box/a']],
    [{ method: 'POST', key: 'a', query: { uploads: '' } }, ['s3:PutObject box/a']],
    [{ method: 'PUT', key: 'a', query: { uploadId: '1', partNumber: '2' } }, ['s3:PutObject box/a']],
    [{ method: 'DELETE', key: 'a', query: { uploadId: '1' } }, ['s3:AbortMultipartUpload box/a']],
    [{ query: { 'list-type': '2', prefix: 'a' } }, ['s3:ListBucket box']],
    [{ key: 'a', query: { acl: '' } }, undefined],
    [{ method: 'PUT' }, undefined],
    [{ bucket: '' }, undefined],
  ])('%j', (request, expected) => {
    expect(told(s3Actions({ method: 'GET', bucket: 'box', key: '', query: {}, ...request }))).toEqual(
      expected,
    );
  });
});

test.each([
  ['AWS4-HMAC-SHA256 Credential=local-f/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=a', 'local-f'],
  ['local-f/20260101/eu-west-1/s3/aws4_request', 'local-f'],
  ['Bearer abc', undefined],
])('the access key id of %s is %s', (text, id) => {
  expect(accessKeyIdOf(text)).toBe(id);
});
