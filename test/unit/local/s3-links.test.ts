import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { checkLink } from '../../../infra/local/emulators/s3-links.ts';
import { reportLinks } from '../../../lib/runtime/report-links.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const host = 'examplebucket.s3.amazonaws.com';

/** The example of "Authenticating Requests: Using Query Parameters" in the S3 API reference. */
const example =
  '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
  '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
  '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const check = (url: string, fields: { method?: string; host?: string; now?: string } = {}) =>
  checkLink(
    { method: fields.method ?? 'GET', url, headers: { host: fields.host ?? host } },
    { secretAccessKey, now: new Date(fields.now ?? '2013-05-24T12:00:00Z') },
  )?.code;

describe('a link that was signed', () => {
  it('is followed as it is, up to its last second', () => {
    expect(check(example)).toBeUndefined();
    expect(check(example, { now: '2013-05-25T00:00:00Z' })).toBeUndefined();
    expect(check(example, { now: '2013-05-25T00:00:01Z' })).toBe('AccessDenied');
  });

  it.each([
    ['to another object', example.replace('test.txt', 'text.txt'), {}],
    ['that lasts longer', example.replace('86400', '86401'), {}],
    ['with a parameter more', `${example}&response-content-type=text%2Fhtml`, {}],
    ['of another signer', example.replace('AKIAIOSFODNN7EXAMPLE%2F20130524', 'AKIA%2F20130525'), {}],
    ['without digits for a signature', example.replace('Signature=aeeed9bb', 'Signature=zz'), {}],
    ['for another bucket', example, { host: 'otherbucket.s3.amazonaws.com' }],
    ['for another operation', example, { method: 'DELETE' }],
  ])('is refused if it is made one %s', (_, url, fields) => {
    expect(check(url, fields)).toBe('SignatureDoesNotMatch');
  });

  it.each(['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'])(
    'is refused without its X-Amz-%s',
    (name) => {
      const url = new URL(example, `http://${host}`);
      url.searchParams.delete(`X-Amz-${name}`);
      expect(check(`${url.pathname}${url.search}`)).toBe('AuthorizationQueryParametersError');
    },
  );

  it('may be that of a report, with everything that is encoded in it', async () => {
    const s3 = new S3Client({
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:4566',
      forcePathStyle: true,
      credentials: { accessKeyId: 'local', secretAccessKey, sessionToken: 'token/with+signs==' },
    });
    const object = { bucket: 'uploads', key: "reports/it's (1).csv", fileName: "it's *1*.csv" };
    const link = await reportLinks(s3, () => '2026-03-01T09:00:00.000Z').sign({ ...object, seconds: 900 });
    const { pathname, search, host: at } = new URL(link);
    const now = '2026-03-01T09:14:59.000Z';
    expect(check(`${pathname}${search}`, { host: at, now })).toBeUndefined();
  });
});

it('a request without a signature in its address is none', () => {
  expect(check('/uploads/a.csv?x-id=GetObject')).toBeUndefined();
});
