import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, test } from 'vitest';
import { readPostForm } from '../../../infra/local/emulators/post-form.ts';
import { findCorsRule } from '../../../infra/local/emulators/s3-cors.ts';
import { createdBy } from '../../../infra/local/emulators/s3-events.ts';
import { checkPostPolicy } from '../../../infra/local/emulators/s3-post-policy.ts';

const client = new S3Client({
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'secret', sessionToken: 'session' },
});
const HOUR_MS = 3_600_000;

const formOf = async (extra: Record<string, string> = {}, file = 'abc') => {
  const { fields } = await createPresignedPost(client, {
    Bucket: 'bucket',
    Key: 'a/b.csv',
    Conditions: [['content-length-range', 1, 5]],
    Expires: 60,
  });
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...extra })) body.append(name, value);
  body.append('file', new Blob([file]), 'b.csv');
  const request = new Response(body);
  const contentType = request.headers.get('content-type') ?? '';
  const form = readPostForm(contentType, Buffer.from(await request.arrayBuffer()));
  if (form === undefined) throw new Error('The form cannot be read.');
  return form;
};

const check = async (
  extra: Record<string, string>,
  { bucket = 'bucket', secretAccessKey = 'secret', file = 'abc', later = 0 } = {},
) =>
  checkPostPolicy(await formOf(extra, file), {
    bucket,
    secretAccessKey,
    now: new Date(Date.now() + later),
  })?.code;

test.each<[string, Parameters<typeof check>, string | undefined]>([
  ['as it was signed', [{}], undefined],
  ['with a field to ignore', [{ 'x-ignore-this': '1' }], undefined],
  ['with a field of its own', [{ acl: 'public-read' }], 'AccessDenied'],
  ['to another bucket', [{}, { bucket: 'other' }], 'AccessDenied'],
  ['under another key', [{ key: 'a/c.csv' }], 'AccessDenied'],
  ['after its expiry', [{}, { later: HOUR_MS }], 'AccessDenied'],
  ['signed with another secret', [{}, { secretAccessKey: 'guess' }], 'SignatureDoesNotMatch'],
  ['with an empty file', [{}, { file: '' }], 'EntityTooSmall'],
  ['with a file above the range', [{}, { file: 'abcdef' }], 'EntityTooLarge'],
])('a form %s is judged as S3 would', async (_case, args, code) => {
  expect(await check(...args)).toBe(code);
});

test('a form without a policy is refused', async () => {
  const { fields, ...form } = await formOf();
  const bare = { ...form, fields: new Map([...fields].filter(([name]) => name !== 'policy')) };
  const refusal = checkPostPolicy(bare, { bucket: 'bucket', secretAccessKey: 'secret', now: new Date() });
  expect(refusal).toMatchObject({ status: 403, code: 'AccessDenied' });
});

test.each(['', 'no form at all', '--x\r\ncontent-disposition: form-data; name="key"\r\n\r\na'])(
  'a body that is no form is not taken for one: %j',
  (body) => {
    expect(readPostForm('multipart/form-data; boundary=x', Buffer.from(body))).toBeUndefined();
  },
);

const rules = [
  { AllowedMethods: ['POST'], AllowedOrigins: ['https://*.example'], AllowedHeaders: ['x-amz-*'] },
  { AllowedMethods: ['GET'], AllowedOrigins: ['*'] },
];

test.each([
  ['https://a.example', 'POST', [], 0],
  ['https://a.example', 'POST', ['X-Amz-Date'], 0],
  ['https://a.example', 'POST', ['content-type'], undefined],
  ['https://a.example.evil', 'POST', [], undefined],
  ['http://anywhere', 'GET', [], 1],
  ['http://anywhere', 'PUT', [], undefined],
])('a page of %s may %s with the headers %j by rule %s', (origin, method, headers, index) => {
  const expected = index === undefined ? undefined : rules[index];
  expect(findCorsRule(rules, { origin, method, headers })).toBe(expected);
});

test.each([
  ['PUT', 'a.csv', {}, {}, 'Put'],
  ['PUT', 'a.csv', {}, { 'x-amz-copy-source': 'b/c' }, 'Copy'],
  ['PUT', 'a.csv', { partNumber: '1', uploadId: 'u' }, {}, undefined],
  ['POST', 'a.csv', { uploads: '' }, {}, undefined],
  ['POST', 'a.csv', { uploadId: 'u' }, {}, 'CompleteMultipartUpload'],
  ['PUT', '', {}, {}, undefined],
  ['POST', '', { delete: '' }, {}, undefined],
  ['DELETE', 'a.csv', {}, {}, undefined],
])('%s of the key %j with %j and %j creates by: %s', (method, key, query, headers, how) => {
  const request = { method, query, headers, params: { bucket: 'b', '*': key }, body: Buffer.alloc(0) };
  expect(createdBy(request)?.how).toBe(how);
});
