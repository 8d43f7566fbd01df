import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { reportLinks } from '../../../lib/runtime/report-links.ts';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'secret/+key',
  sessionToken: 'token/with+signs==',
};

/** The signatures are those that the SDK's own signer gives for the same request. */
it.each([
  [
    'of AWS',
    {},
    'https://uploads.s3.eu-west-1.amazonaws.com/reports/1274.csv',
    '3d9540d63f73a2c361c22e7630a527ba5f372c10212b2df65d1879fe4f5c02a0',
  ],
  [
    'of another endpoint',
    { endpoint: 'http://127.0.0.1:4566', forcePathStyle: true },
    'http://127.0.0.1:4566/uploads/reports/1274.csv',
    'd9843be752dbe8b944b58217cc4f63e1c86919ff6fae9fa68d19a8cc865314ba',
  ],
])('a link is signed for a bucket %s', async (_, options, address, signature) => {
  const s3 = new S3Client({ region: 'eu-west-1', credentials, ...options });
  const object = { bucket: 'uploads', key: 'reports/1274.csv', fileName: 'import-1274-errors.csv' };
  const link = await reportLinks(s3, () => '2026-03-01T09:00:00.000Z').sign({ ...object, seconds: 900 });
  const url = new URL(link);
  expect(`${url.origin}${url.pathname}`).toBe(address);
  expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
  expect(url.searchParams.get('X-Amz-Signature')).toBe(signature);
  expect(url.searchParams.get('response-content-disposition')).toContain(object.fileName);
});
