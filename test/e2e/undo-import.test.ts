import { expect, it } from 'vitest';
import { importOver, sendForm } from '../support/import-over.ts';
import { jobOf, jobOver, resultsOf } from '../support/job-over.ts';
import {
  aContact,
  anOwner,
  bodyOf,
  call,
  eventually,
  type Fields,
  freshEmail,
  get,
  ownerOf,
  patch,
  post,
  tokenWith,
} from '../support/rota.ts';

/** Imports a file of contacts through a form, and waits until it is over. */
const imported = async (file: string): Promise<Fields> => {
  const body = { objectType: 'contacts', fileName: 'people.csv' };
  const { importId, upload } = await bodyOf(post('/ownership/v1/imports', body));
  expect((await sendForm(upload as { url: string; fields: Fields }, file)).status).toBe(204);
  return importOver(importId);
};

it('an import is undone: owners go back, and what it created is archived', async () => {
  const [ada, eve, other] = [freshEmail(), freshEmail(), freshEmail()];
  const [before, after, another] = [
    await anOwner({ email: ada }),
    await anOwner({ email: eve }),
    await anOwner({ email: other }),
  ];
  const [known, taken, fresh] = [freshEmail(), freshEmail(), freshEmail()];
  const contact = await aContact({ email: known, hubspot_owner_id: before });
  const contested = await aContact({ email: taken, hubspot_owner_id: before });
  const { id } = await imported(`Email,Contact owner\n${known},${eve}\n${taken},${eve}\n${fresh},${eve}\n`);
  expect(await ownerOf(contact)).toBe(after);
  expect(await jobOf(String(id))).toMatchObject({
    kind: 'import',
    state: 'DONE',
    total: 3,
    done: 3,
    undoneBy: null,
    objectTypes: ['contacts'],
    counts: { created: 1, updated: 2 },
  });
  const results = await eventually(
    () => resultsOf(String(id)),
    (found) => found.length === 3,
  );
  const created = results.find(({ recordId }) => recordId !== contact && recordId !== contested)?.recordId;
  await patch(`/crm/v3/objects/contacts/${contested}`, { properties: { hubspot_owner_id: another } });

  const undoing = `/ownership/v1/jobs/${id}/undo`;
  const noImport = await tokenWith({ scope: 'crm.objects.contacts.write' });
  expect((await call('POST', undoing, undefined, { token: noImport })).status).toBe(403);
  const noContacts = await tokenWith({ scope: 'crm.import crm.objects.contacts.read' });
  expect((await call('POST', undoing, undefined, { token: noContacts })).status).toBe(403);
  expect((await post(undoing, { archiveCreated: 'all' })).status).toBe(400);

  const { jobId } = await bodyOf(post(undoing, { archiveCreated: true }));
  expect((await post(undoing, { archiveCreated: true })).body).toEqual({ jobId });
  const undone = await jobOver(String(jobId), 50_000);
  expect(undone).toMatchObject({
    kind: 'undo',
    state: 'DONE',
    undoes: id,
    total: 3,
    done: 3,
    counts: { moved: 1, skipped: { CHANGED_SINCE: 1, ARCHIVED: 1 } },
    created: { total: 1, archived: 1, kept: {} },
  });
  expect(await ownerOf(contact)).toBe(before);
  expect(await ownerOf(contested)).toBe(another);
  expect((await get(`/crm/v3/objects/contacts/${created}`)).status).toBe(404);
  expect((await get(`/crm/v3/objects/contacts/${created}?archived=true`)).status).toBe(200);
  await aContact({ email: fresh });
  expect(await post(undoing, undefined)).toMatchObject({
    status: 409,
    body: { errors: [{ code: 'ALREADY_UNDONE' }] },
  });
  expect(await jobOf(String(id))).toMatchObject({ undoneBy: jobId });
}, 90_000);
