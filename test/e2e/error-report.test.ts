import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { reportLinks } from '../../lib/runtime/report-links.ts';
import { importContacts } from '../support/import-over.ts';
import { bodyOf, call, eventually, get, post, tokenWith } from '../support/rota.ts';

/** A link to another object of the bucket, well signed by whoever has signed this one. */
const linkBySameSigner = (url: string, key: string): Promise<string> => {
  const { origin, pathname, searchParams } = new URL(url);
  const [accessKeyId = ''] = (searchParams.get('X-Amz-Credential') ?? '').split('/');
  const [, bucket = ''] = pathname.split('/');
  const credentials = { accessKeyId, secretAccessKey: 'local', sessionToken: 'local' };
  const s3 = new S3Client({ region: 'us-east-1', endpoint: origin, forcePathStyle: true, credentials });
  const links = reportLinks(s3, () => new Date().toISOString());
  return links.sign({ bucket, key, fileName: 'people.csv', seconds: 60 });
};

it('the error report of an import is made when asked for, and read through a link', async () => {
  const rows = Array.from({ length: 1_100 }, (_, n) => `bad ${n},"=HYPERLINK(""${'x'.repeat(150)}"")"\n`);
  const { id } = await importContacts(`Email,First name\n${rows.join('')}`);
  const path = `/crm/v3/imports/${id}/errors/report`;
  const stranger = await tokenWith({ scope: 'crm.objects.contacts.read' });
  expect((await call('GET', path, undefined, { token: stranger })).status).toBe(403);
  expect((await get('/crm/v3/imports/404/errors/report')).status).toBe(404);

  const first = await get(path);
  expect(first).toMatchObject({ status: 202, body: { state: 'PENDING' } });
  const { body } = await eventually(
    () => get(path),
    ({ status }) => status === 200,
  );
  const { url, expiresAt } = body as { url: string; expiresAt: string };
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  const response = await fetch(url);
  expect(response.status).toBe(200);
  const lines = (await response.text()).trim().split('\r\n');
  expect(lines).toHaveLength(1_101);
  expect(lines[1]).toMatch(/^bad 0,"'=HYPERLINK\(""x+""\)",2,Email,INVALID_EMAIL,/);
  const altered = await fetch(url.replace(`reports/${id}.csv`, 'elsewhere/people.csv'));
  expect([altered.status, await altered.text()]).toEqual([
    403,
    expect.stringContaining('SignatureDoesNotMatch'),
  ]);
  const elsewhere = await fetch(await linkBySameSigner(url, 'elsewhere/people.csv'));
  expect([elsewhere.status, await elsewhere.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
  await bodyOf(post('/ownership/v1/teams', { name: 'Still answers' }));
});
