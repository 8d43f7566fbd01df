import { describe, expect, it } from 'vitest';
import { type Inbox, inboxOf, type Received } from '../support/inbox.ts';
import { manyRecords } from '../support/many-records.ts';
import {
  aContact,
  anOwner,
  bodyOf,
  call,
  eventually,
  type Fields,
  freshEmail,
  patch,
  post,
  tokenWith,
  upload,
} from '../support/rota.ts';

/** Much longer than a run must be quiet locally. */
const longWait = 90_000;
const patience = 150_000;

const contacts = (count: number): Promise<string[]> =>
  manyRecords('contacts', count, (n) => ({ firstname: 'Contact', lastname: `Number ${n}` }));

const assign = (recordId: string, ownerId: string, token?: string) =>
  bodyOf(
    call(
      'POST',
      '/ownership/v1/assign',
      { objectType: 'contacts', recordId, ownerId },
      token === undefined ? {} : { token },
    ),
  );

const received = (inbox: Inbox, count: number): Promise<Received[]> =>
  eventually(
    () => inbox.all(),
    (all) => all.length >= count,
    longWait,
  );

describe('an owner who gains records', () => {
  it(
    'hears of a bulk assignment of 500 once, with the count and the first 20',
    async () => {
      const owners = [await anOwner(), await anOwner()];
      const inbox = await inboxOf({ ownerId: owners });
      const ids = await contacts(500);
      for (const ownerId of owners) {
        const body = { objectType: 'contacts', recordIds: ids, ownerId };
        expect(await bodyOf(post('/ownership/v1/bulk-assign', body))).toMatchObject({ assigned: 500 });
      }
      const all = await received(inbox, 2);
      expect(all.map(({ body }) => body['ownerId']).sort()).toEqual([...owners].sort());
      for (const { body, attributes } of all) {
        expect(body).toMatchObject({ count: 500, objectType: 'contacts', source: 'BULK' });
        const records = body['records'] as Fields[];
        expect(records).toHaveLength(20);
        expect(new Set(records.map(({ id }) => id)).size).toBe(20);
        expect(ids).toEqual(expect.arrayContaining(records.map(({ id }) => id)));
        expect(records[0]).toMatchObject({ name: expect.stringMatching(/^Contact Number/) });
        expect(attributes).toMatchObject({
          ownerId: body['ownerId'],
          email: body['email'],
          objectType: 'contacts',
          source: 'BULK',
          runId: body['runId'],
          notificationId: body['id'],
          count: '500',
        });
      }
      inbox.close();
    },
    patience,
  );

  it(
    'hears of a rotation over several batches once',
    async () => {
      const owners = [await anOwner(), await anOwner(), await anOwner()];
      const inbox = await inboxOf({ ownerId: owners });
      const members = owners.map((ownerId) => ({ ownerId }));
      const rotation = await bodyOf(
        post('/ownership/v1/rotations', { name: 'Leads', objectType: 'contacts', members }),
      );
      const recordIds = await contacts(300);
      await bodyOf(post(`/ownership/v1/rotations/${rotation['id']}/enrollments`, { recordIds }));
      const all = await received(inbox, 3);
      expect(all.map(({ body }) => [body['ownerId'], body['count'], body['source']]).sort()).toEqual(
        owners.map((ownerId) => [ownerId, 100, 'ROTATION']).sort(),
      );
      inbox.close();
    },
    patience,
  );

  it(
    'hears once of what a workflow and its rotation made of an import',
    async () => {
      const [first, second] = [await anOwner(), await anOwner()];
      const inbox = await inboxOf({ ownerId: [first, second] });
      const company = freshEmail();
      const rotation = await bodyOf(
        post('/ownership/v1/rotations', {
          name: 'All others',
          objectType: 'contacts',
          members: [{ ownerId: second }],
        }),
      );
      const where = (propertyName: string, value: string) => [
        { filters: [{ propertyName, operator: 'EQ', value }] },
      ];
      const german = { name: 'German', filterGroups: where('country', 'Germany') };
      const actions = [{ type: 'setOwner', ownerId: first }];
      const otherwise = [{ type: 'rotate', rotationId: rotation['id'] }];
      const workflow = {
        name: 'Inbound',
        objectType: 'contacts',
        enabled: true,
        enrollment: { filterGroups: where('company', company) },
        actions: [{ type: 'branch', branches: [{ ...german, actions }], otherwise }],
      };
      await bodyOf(post('/ownership/v1/workflows', workflow));
      const rows = Array.from(
        { length: 60 },
        (_, n) => `${freshEmail()},${company},${n % 3 === 0 ? 'Germany' : 'France'}`,
      );
      await upload(`imports/contacts/${company}.csv`, `Email,Company name,Country\n${rows.join('\n')}\n`);
      const all = await received(inbox, 2);
      expect(all.map(({ body }) => [body['ownerId'], body['count'], body['source']]).sort()).toEqual(
        [
          [first, 20, 'WORKFLOW'],
          [second, 40, 'ROTATION'],
        ].sort(),
      );
      expect(new Set(all.map(({ body }) => body['runId'])).size).toBe(1);
      inbox.close();
    },
    patience,
  );

  it(
    'hears neither of an import, nor of what they did, nor from a source that they switched off',
    async () => {
      const email = freshEmail();
      const ownerId = await anOwner({ email });
      const inbox = await inboxOf({ email: [email] });
      const rows = Array.from({ length: 20 }, () => `${freshEmail()},${email}`).join('\n');
      await upload(`imports/contacts/${freshEmail()}.csv`, `Email,Contact owner\n${rows}\n`);
      const handover = { ownerId: await anOwner(), dryRun: true };
      await eventually(
        () => bodyOf(post(`/ownership/v1/owners/${ownerId}/handover`, handover)),
        ({ total }) => total === 20,
      );
      await assign(await aContact(), ownerId, await tokenWith({ email }));
      await assign(await aContact(), ownerId, await tokenWith({ email: undefined, sub: ownerId }));
      const off = await bodyOf(
        patch(`/ownership/v1/owners/${ownerId}`, { notifications: { off: ['BULK'] } }),
      );
      expect(off).toMatchObject({ notifications: { off: ['BULK'] } });
      const body = { objectType: 'contacts', recordIds: await contacts(3), ownerId };
      await bodyOf(post('/ownership/v1/bulk-assign', body));
      // Had any of that been told, it would have come before what is done last.
      const last = await aContact();
      await assign(last, ownerId);
      const [only, ...others] = await received(inbox, 1);
      expect(only?.body).toMatchObject({ source: 'API', count: 1, records: [{ id: last }] });
      expect(others).toEqual([]);
      inbox.close();
    },
    patience,
  );
});

describe('what an owner switches off', () => {
  it.each([
    [{ off: ['IMPORT'] }, 'notifications.off[0]'],
    [{ off: 'ROTATION' }, 'notifications.off'],
    [{ off: [], on: [] }, 'notifications.on'],
  ])('is refused if it is %j', async (notifications, field) => {
    const ownerId = await anOwner();
    const { status, body } = await patch(`/ownership/v1/owners/${ownerId}`, { notifications });
    expect(status).toBe(400);
    expect((body as { errors: Fields[] }).errors).toEqual([expect.objectContaining({ in: field })]);
  });
});
