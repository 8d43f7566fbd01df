import { describe, expect, test } from 'vitest';
import { createHttpEvent } from '../../../infra/local/http/event.ts';
import { readFunctionAnswer } from '../../../infra/local/http/response.ts';
import { createThrottle } from '../../../infra/local/http/throttle.ts';
import { nameResources } from '../../../infra/local/resources/named.ts';
import { readBatchItemFailures } from '../../../infra/local/sources/batch-item-failures.ts';
import { encodeKey, ruleCovers } from '../../../infra/local/sources/s3.ts';

describe('the event of a request', () => {
  const eventOf = (request: object) =>
    createHttpEvent(
      { method: 'POST', url: '/a', headers: {}, body: Buffer.alloc(0), sourceIp: '127.0.0.1', ...request },
      {
        accountId: '000000000000',
        apiId: 'api',
        routeKey: 'POST /a',
        pathParameters: {},
        requestId: 'r',
        receivedAt: new Date('2026-03-12T19:03:58.123Z'),
      },
    );

  test('leaves out what the request has not', () => {
    const event = eventOf({});
    for (const key of ['body', 'cookies', 'queryStringParameters', 'pathParameters']) {
      expect(event).not.toHaveProperty(key);
    }
    expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  });

  test('tells the time as API Gateway does', () => {
    expect(eventOf({})).toMatchObject({
      requestContext: { time: '12/Mar/2026:19:03:58 +0000', timeEpoch: 1_773_342_238_123 },
    });
  });

  test.each([
    ['application/vnd.api+json', false],
    ['text/csv', false],
    ['multipart/form-data; boundary=x', true],
    ['application/x-www-form-urlencoded', true],
  ])('has a body of type %s in base64: %s', (type, isBase64Encoded) => {
    const event = eventOf({ headers: { 'content-type': type }, body: Buffer.from('ab') });
    expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YWI=' : 'ab' });
  });

  test('keeps a question mark within the query', () => {
    expect(eventOf({ url: '/a?b=c?d' })).toMatchObject({
      queryStringParameters: { b: 'c?d' },
      rawPath: '/a',
    });
  });
});

describe('the answer of a function', () => {
  test.each<[unknown, number, string]>([
    [{ statusCode: '202', body: 'x' }, 202, 'x'],
    [{ statusCode: 204 }, 204, ''],
    [{ statusCode: 200, body: null }, 200, ''],
    [[1, 2], 200, '[1,2]'],
    [7, 200, '7'],
  ])('%j has status %i and body %j', (value, status, body) => {
    const answer = readFunctionAnswer(JSON.stringify(value));
    expect([answer?.status, answer?.body.toString()]).toEqual([status, body]);
  });

  test.each([
    { statusCode: 'x' },
    { statusCode: 99 },
    { statusCode: 200, body: 5 },
    { statusCode: 200, headers: 3 },
  ])('%j is broken', (value) => {
    expect(readFunctionAnswer(JSON.stringify(value))).toBeUndefined();
  });
});

describe('batch item failures', () => {
  const known = new Set(['a', 'b']);

  test.each<[unknown, readonly string[] | 'all']>([
    [null, []],
    [{}, []],
    [{ batchItemFailures: null }, []],
    [{ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'a' }] }, ['a']],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }, 'all'],
    [{ batchItemFailures: [{ itemIdentifier: 'c' }] }, 'all'],
    [{ batchItemFailures: [{ other: 'a' }] }, 'all'],
    [{ batchItemFailures: 'a' }, 'all'],
    ['text', 'all'],
  ])('%j means %j', (answer, expected) => {
    const failures = readBatchItemFailures(JSON.stringify(answer), known);
    expect(failures === 'all' ? 'all' : [...failures]).toEqual(expected);
  });
});

describe('a notification', () => {
  const rule = {
    bucket: 'b',
    configurationId: 'c',
    events: ['s3:ObjectCreated:Put'],
    prefix: 'in/',
    suffix: '.csv',
  };
  const created = { bucket: 'b', key: 'in/x.csv', how: 'Put' as const, size: 1, eTag: 'e' };

  test.each([
    [{}, true],
    [{ how: 'Post' as const }, false],
    [{ bucket: 'other' }, false],
    [{ key: 'in/x.CSV' }, false],
    [{ key: 'x/in/x.csv' }, false],
  ])('for an object with %j is sent: %s', (change, expected) => {
    expect(ruleCovers(rule, { ...created, ...change })).toBe(expected);
  });

  test.each([
    ['a b/c+d', 'a+b/c%2Bd'],
    ["it's (1)!*~", 'it%27s+%281%29%21*~'],
    ['日本', '%E6%97%A5%E6%9C%AC'],
  ])('writes the key %s as %s', (key, encoded) => {
    expect(encodeKey(key)).toBe(encoded);
  });
});

test('a throttle lets a burst through, then the rate', () => {
  const throttle = createThrottle({ rate: 10, burst: 2 });
  const admitted = [0, 0, 0, 50, 100, 150, 200, 10_000, 10_000, 10_000].map((now) => throttle.admits(now));
  expect(admitted).toEqual([true, true, false, false, true, false, true, true, true, false]);
});

test('outputs get the names of local.json, and a missing one is named', () => {
  const outputs = {
    ApiUrl: 'http://api',
    ImportBucket: 'bucket',
    RotationQueueUrl: 'q1',
    RotationDeadLetterQueueUrl: 'q2',
    ImportQueueUrl: 'q3',
    ImportDeadLetterQueueUrl: 'q4',
    NotificationTopicArn: 'topic',
    SalesforceQueueUrl: 'q5',
    SalesforceDeadLetterQueueUrl: 'q6',
    SalesforceTopicArn: 'n1',
    RecordsTable: 't1',
    RecordKeysTable: 't2',
  };
  expect(nameResources(outputs)).toEqual({
    importBucket: 'bucket',
    rotationQueueUrl: 'q1',
    rotationDeadLetterQueueUrl: 'q2',
    importQueueUrl: 'q3',
    importDeadLetterQueueUrl: 'q4',
    notificationTopicArn: 'topic',
    salesforceQueueUrl: 'q5',
    salesforceDeadLetterQueueUrl: 'q6',
    salesforceTopicArn: 'n1',
    tables: { Records: 't1', RecordKeys: 't2' },
  });
  expect(() => nameResources({ ImportBucket: 'bucket' })).toThrow('rotationQueueUrl');
});
