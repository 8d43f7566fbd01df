import { expect, it } from 'vitest';
import { importContacts } from '../support/import-over.ts';
import { bodyOf, call, eventually, get, post, tokenWith } from '../support/rota.ts';

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
  const elsewhere = url.replace(`reports/${id}.csv`, 'elsewhere/people.csv');
  expect((await fetch(elsewhere)).status).toBe(403);
  await bodyOf(post('/ownership/v1/teams', { name: 'Still answers' }));
});
