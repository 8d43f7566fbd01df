import type { Client } from '@hubspot/api-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { hubspotClient } from '../support/hubspot-client.ts';
import { aTeam, bodyOf, call, freshEmail, get, post } from '../support/rota.ts';

let client: Client;
beforeAll(async () => {
  client = await hubspotClient();
});

const aUser = (fields: object = {}) =>
  client.settings.users.usersApi.create({ email: freshEmail(), ...fields });

describe('HubSpot’s client reads owners', () => {
  it('one by one, by either of their ids, with dates as dates', async () => {
    const team = await aTeam('Key accounts');
    const user = await aUser({ firstName: 'Ada', lastName: 'Lovelace', primaryTeamId: team });
    const { ownersApi } = client.crm.owners;
    const owner = await ownersApi.getById(Number(user.id));
    expect(owner).toMatchObject({
      id: user.id,
      email: user.email,
      firstName: 'Ada',
      userId: Number(user.id),
      archived: false,
      teams: [{ id: team, name: 'Key accounts', primary: true }],
    });
    expect(owner.createdAt).toBeInstanceOf(Date);
    expect(await ownersApi.getById(Number(user.id), 'userId')).toMatchObject({ id: user.id });
    expect((await ownersApi.getPage(user.email)).results).toMatchObject([{ id: user.id }]);
  });

  it('page by page to the end, archived ones apart', async () => {
    const { ownersApi } = client.crm.owners;
    const [here, gone] = [await aUser(), await aUser()];
    await client.settings.users.usersApi.archive(gone.id);
    const idsOf = async (archived: boolean): Promise<string[]> => {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await ownersApi.getPage(undefined, after, 2, archived);
        ids.push(...page.results.map(({ id }) => id));
        after = page.paging?.next?.after;
      } while (after !== undefined);
      return ids;
    };
    const [active, archived] = [await idsOf(false), await idsOf(true)];
    expect(active).toContain(here.id);
    expect(active).not.toContain(gone.id);
    expect(archived).toContain(gone.id);
    expect(await ownersApi.getById(Number(gone.id), 'id', true)).toMatchObject({ archived: true });
    await expect(ownersApi.getById(Number(gone.id))).rejects.toMatchObject({
      code: 404,
      body: { category: 'OBJECT_NOT_FOUND' },
    });
  });
});

describe('HubSpot’s client provisions users', () => {
  it('adds, finds, changes and removes them', async () => {
    const { usersApi } = client.settings.users;
    const email = freshEmail();
    const user = await usersApi.create({ email, firstName: 'Grace', sendWelcomeEmail: false });
    expect(user).toMatchObject({ email, firstName: 'Grace', superAdmin: false });
    expect(await usersApi.getById(email, 'EMAIL')).toMatchObject({ id: user.id });
    expect(await usersApi.replace(user.id, { lastName: 'Hopper' })).toMatchObject({
      firstName: 'Grace',
      lastName: 'Hopper',
    });
    expect((await usersApi.getPage(100)).results.length).toBeGreaterThan(0);
    await usersApi.archive(email, 'EMAIL');
    await expect(usersApi.getById(user.id)).rejects.toMatchObject({ code: 404 });
    expect(await usersApi.create({ email })).toMatchObject({ id: user.id });
    await expect(usersApi.create({ email })).rejects.toMatchObject({
      code: 409,
      body: { category: 'CONFLICT' },
    });
  });

  it('lists teams with their members', async () => {
    const team = await aTeam('Night shift');
    const user = await aUser({ secondaryTeamIds: [team] });
    const { results } = await client.settings.users.teamsApi.getAll();
    expect(results.find(({ id }) => id === team)).toMatchObject({
      name: 'Night shift',
      userIds: [],
      secondaryUserIds: [user.id],
    });
  });

  it('gives records to them', async () => {
    const user = await aUser();
    const contact = await client.crm.contacts.basicApi.create({
      properties: { email: freshEmail(), hubspot_owner_id: user.id },
      associations: [],
    });
    expect(contact.properties['hubspot_owner_id']).toBe(user.id);
  });
});

describe('with and without a slash at the end', () => {
  it.each(['/crm/v3/owners', '/settings/v3/users'])('%s answers', async (path) => {
    for (const form of [path, `${path}/`]) expect((await get(form)).status).toBe(200);
    expect((await get(`${path}/no/such/path`)).status).toBe(404);
  });

  it('POST /settings/v3/users adds, and other methods do not exist', async () => {
    await bodyOf(post('/settings/v3/users', { email: freshEmail() }));
    await bodyOf(post('/settings/v3/users/', { email: freshEmail() }));
    expect((await call('PATCH', '/settings/v3/users/1', {})).status).toBe(404);
    expect((await call('POST', '/crm/v3/owners', {})).status).toBe(404);
  });
});
