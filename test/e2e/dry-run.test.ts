import { expect, it } from 'vitest';
import { importContacts, importOver } from '../support/import-over.ts';
import { bodyOf, call, eventually, freshEmail, get, patch, post, tokenWith } from '../support/rota.ts';

const dryRun = async (file: string): Promise<string> =>
  String((await importContacts(file, { 'dry-run': 'true' }))['id']);

const applyPath = (id: string): string => `/ownership/v1/imports/${id}/apply`;

const apply = (id: string) => call('POST', applyPath(id));

it('a dry run is told row by row, and applied once however often that is asked for', async () => {
  const emails = Array.from({ length: 1_200 }, () => freshEmail());
  const id = await dryRun(`Email,First name\n${emails.map((email) => `${email},=Ada\n`).join('')}`);
  const { body } = await eventually(
    () => get(`/ownership/v1/imports/${id}/report`),
    ({ status }) => status === 200,
  );
  const lines = (await (await fetch((body as { url: string }).url)).text()).trim().split('\r\n');
  expect(lines).toHaveLength(1_201);
  expect(lines[1_200]).toBe(`${emails[1_199]},'=Ada,1201,CREATE,,,,No record has its email.`);

  const stranger = await tokenWith({ scope: 'crm.objects.contacts.write' });
  expect((await call('POST', applyPath(id), undefined, { token: stranger })).status).toBe(403);
  expect((await get(applyPath(id))).status).toBe(404);
  const answers = await Promise.all([apply(id), apply(id)]);
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  const { importId } = await eventually(
    () => bodyOf(get(applyPath(id))),
    ({ state }) => state === 'STARTED',
  );
  expect(await importOver(importId)).toMatchObject({
    state: 'DONE',
    applies: id,
    metadata: { counters: { TOTAL_ROWS: 1_200, CREATED_OBJECTS: 1_200, FAILED_ROWS: 0 } },
  });
  expect(await apply(id)).toMatchObject({ status: 202, body: { state: 'STARTED', importId } });
  expect((await apply(String(importId))).status).toBe(409);
});

it('a dry run is not applied once somebody has changed a record', async () => {
  const email = freshEmail();
  const record = await bodyOf(post('/crm/v3/objects/contacts', { properties: { email, city: 'Bern' } }));
  const id = await dryRun(`Email,City\n${email},Thun\n`);
  await patch(`/crm/v3/objects/contacts/${record['id']}`, { properties: { city: 'Zug' } });
  const refusal = {
    status: 409,
    body: {
      category: 'CONFLICT',
      errors: [
        {
          in: 'row 2',
          code: 'CHANGED_SINCE_DRY_RUN',
          message: expect.stringContaining(String(record['id'])),
        },
      ],
    },
  };
  expect(await apply(id)).toMatchObject(refusal);
  expect(await get(applyPath(id))).toMatchObject(refusal);
  const { properties } = await bodyOf(get(`/crm/v3/objects/contacts/${record['id']}?properties=city`));
  expect(properties).toMatchObject({ city: 'Zug' });
});
