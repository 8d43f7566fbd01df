import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type FixtureHost, startFixture } from '../../support/local-host.ts';

let fixture: FixtureHost;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

/** The next message of a queue, as JSON. */
const receive = (queue: string) =>
  eventually(async () => {
    const { Messages = [] } = await fixture.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: fixture.output(`${queue}Url`), WaitTimeSeconds: 1 }),
    );
    const [message] = Messages;
    if (message?.Body === undefined) throw new Error(`${queue} is empty`);
    return JSON.parse(message.Body);
  });

interface Item {
  readonly id: string;
  readonly sequenceNumber: string;
  readonly eventName: string;
  readonly binary?: string;
}
interface StreamBatch {
  readonly batch: readonly string[];
  readonly items: readonly Item[];
}

const write = (ids: readonly string[], extra: (id: string) => object = () => ({})) =>
  fixture.dynamodb.send(
    new TransactWriteItemsCommand({
      TransactItems: ids.map((id) => ({
        Put: { TableName: fixture.output('RecordsTable'), Item: { id: { S: id }, ...extra(id) } },
      })),
    }),
  );

const batchesWith = (functionId: string, prefix: string) =>
  fixture
    .logged<StreamBatch>(functionId)
    .filter(({ batch }) => batch.some((id) => id.startsWith(prefix)))
    .map(({ batch }) => batch);

describe('a stream', () => {
  test('hands its records on in order, in batches, those that the filter wants', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `plain-${String(index).padStart(2, '0')}`);
    await write(ids, () => ({ binary: { B: new Uint8Array([1, 2]) } }));
    await fixture.dynamodb.send(
      new PutItemCommand({ TableName: fixture.output('RecordsTable'), Item: { id: { S: 'plain-00' } } }),
    );
    await eventually(() => expect(batchesWith('Reporting', 'plain').flat()).toHaveLength(21));
    await eventually(() => expect(batchesWith('Bisecting', 'plain').flat()).toEqual(ids));
    expect(batchesWith('Bisecting', 'plain').every(({ length }) => length <= 8)).toBe(true);

    const items = fixture.logged<StreamBatch>('Reporting').flatMap((line) => line.items);
    expect(items.at(-1)).toMatchObject({ id: 'plain-00', eventName: 'MODIFY' });
    expect(items[0]).toMatchObject({ binary: 'AQI=', eventName: 'INSERT' });
    const numbers = items.map(({ sequenceNumber }) => sequenceNumber);
    expect(numbers).toEqual(numbers.toSorted());
  });

  test('halves a batch that fails until the culprit stands alone, retries it, and gives only it up', async () => {
    const ids = ['split-0', 'split-1', 'split-2', 'split-3'];
    await write(ids, (id) => (id === 'split-2' ? { poison: { BOOL: true } } : {}));
    const failure = await receive('StreamFailures');
    expect(failure).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      responseContext: { functionError: 'Unhandled' },
      version: '1.0',
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    const { startSequenceNumber, endSequenceNumber } = failure.DDBStreamBatchInfo;
    const culprit = fixture
      .logged<StreamBatch>('Bisecting')
      .flatMap((line) => line.items)
      .find(({ id }) => id === 'split-2');
    expect([startSequenceNumber, endSequenceNumber]).toEqual(Array(2).fill(culprit?.sequenceNumber));

    await eventually(() => expect(batchesWith('Bisecting', 'split').at(-1)).toEqual(['split-3']));
    expect(batchesWith('Bisecting', 'split')).toEqual([
      ids,
      ['split-0', 'split-1'],
      ['split-2', 'split-3'],
      ['split-2'],
      ['split-2'],
      ['split-2'],
      ['split-3'],
    ]);
  });

  test('goes on from the record that the function reports', async () => {
    await write(['part-0', 'part-1', 'part-2'], (id) =>
      id === 'part-1' ? { reported: { BOOL: true } } : {},
    );
    await eventually(() => expect(batchesWith('Reporting', 'part')).toHaveLength(2));
    expect(batchesWith('Reporting', 'part')).toEqual([
      ['part-0', 'part-1', 'part-2'],
      ['part-1', 'part-2'],
    ]);
  });
});

interface UploadLine {
  readonly event: {
    readonly Records: readonly {
      readonly eventName: string;
      readonly s3: {
        readonly bucket: { readonly name: string };
        readonly object: { readonly key: string; readonly size: number; readonly eTag: string };
      };
    }[];
  };
}

const uploads = () => fixture.logged<UploadLine>('Upload').flatMap(({ event }) => event.Records);
const uploadOf = (key: string) =>
  eventually(() => {
    const found = uploads().find(({ s3 }) => s3.object.key === key);
    if (found === undefined) throw new Error(`nothing was told about ${key}`);
    return found;
  });
/** What the form's key ends in, for S3 to replace. */
const FILE_NAME = ['$', '{filename}'].join('');
const bucket = () => fixture.output('ImportBucket');
const put = (Key: string, Body: string | Uint8Array = 'a,b') =>
  fixture.s3.send(new PutObjectCommand({ Bucket: bucket(), Key, Body }));

describe('an upload', () => {
  test.each([
    ['in/a file+(1).csv', 'in/a+file%2B%281%29.csv'],
    ['in/ü&=?#%.csv', 'in/%C3%BC%26%3D%3F%23%25.csv'],
  ])('of %s is told with an encoded key', async (key, encoded) => {
    await put(key, 'id\n1\n');
    expect(await uploadOf(encoded)).toMatchObject({
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: bucket() }, object: { size: 5, eTag: expect.stringMatching(/^[0-9a-f]{32}$/) } },
    });
  });

  test('outside prefix and suffix is not told', async () => {
    await put('out/x.csv');
    await put('in/x.txt');
    await put('in/last.csv');
    await uploadOf('in/last.csv');
    expect(uploads().map(({ s3 }) => s3.object.key)).not.toContain('out/x.csv');
    expect(uploads().map(({ s3 }) => s3.object.key)).not.toContain('in/x.txt');
  });

  test('by copy, in parts and above 11 MiB is told as such', async () => {
    await put('in/big.csv', Buffer.alloc(12 * 1024 * 1024, 'x'));
    await fixture.s3.send(
      new CopyObjectCommand({ Bucket: bucket(), Key: 'in/copy.csv', CopySource: `${bucket()}/in/big.csv` }),
    );
    const target = { Bucket: bucket(), Key: 'in/parts.csv' };
    const { UploadId } = await fixture.s3.send(new CreateMultipartUploadCommand(target));
    const { ETag } = await fixture.s3.send(
      new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body: 'one part' }),
    );
    await fixture.s3.send(
      new CompleteMultipartUploadCommand({
        ...target,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    expect((await uploadOf('in/big.csv')).s3.object.size).toBe(12 * 1024 * 1024);
    expect((await uploadOf('in/copy.csv')).eventName).toBe('ObjectCreated:Copy');
    expect((await uploadOf('in/parts.csv')).eventName).toBe('ObjectCreated:CompleteMultipartUpload');
  });

  test('that keeps failing is tried three times, then goes to the on-failure destination', async () => {
    await put('in/broken.csv');
    expect(await receive('UploadFailures')).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { Records: [{ s3: { object: { key: 'in/broken.csv' } } }] },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'broken upload' },
    });
    const attempts = uploads().filter(({ s3 }) => s3.object.key === 'in/broken.csv');
    expect(attempts).toHaveLength(3);
  });
});

describe('a presigned form', () => {
  const form = async (fields: Record<string, string>, file: string) => {
    const post = await createPresignedPost(fixture.s3, {
      Bucket: bucket(),
      Key: `in/form/${FILE_NAME}`,
      Fields: { 'x-amz-meta-mode': 'create' },
      Conditions: [
        ['content-length-range', 3, 20],
        ['starts-with', '$x-amz-meta-name', 'list'],
      ],
    });
    const body = new FormData();
    const all = { ...post.fields, 'x-amz-meta-name': 'list 1', ...fields };
    for (const [name, value] of Object.entries(all)) body.append(name, value);
    body.append('file', new Blob([file]), 'my list.csv');
    return fetch(post.url, { method: 'POST', body, headers: { origin: 'https://app.example' } });
  };

  test('that keeps its policy uploads, from a page of an allowed origin', async () => {
    const response = await form({}, 'a,b\n1,2');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect((await uploadOf('in/form/my+list.csv')).eventName).toBe('ObjectCreated:Post');
    const { Metadata } = await fixture.s3.send(
      new GetObjectCommand({ Bucket: bucket(), Key: 'in/form/my list.csv' }),
    );
    expect(Metadata).toEqual({ mode: 'create', name: 'list 1' });
  });

  test.each([
    ['a file that is too small', {}, 'x', 400, 'EntityTooSmall'],
    ['a file that is too large', {}, 'x'.repeat(21), 400, 'EntityTooLarge'],
    ['another key', { key: 'in/elsewhere.csv' }, 'a,b,c', 403, 'AccessDenied'],
    ['a value that the policy forbids', { 'x-amz-meta-name': 'other' }, 'a,b,c', 403, 'AccessDenied'],
    ['a field that the policy does not know', { 'x-amz-meta-more': '1' }, 'a,b,c', 403, 'AccessDenied'],
    ['a forged policy', { policy: 'e30=' }, 'a,b,c', 403, 'SignatureDoesNotMatch'],
  ])('with %s is refused', async (_case, fields, file, status, code) => {
    const response = await form(fields as Record<string, string>, file);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(`<Code>${code}</Code>`);
  });
});
