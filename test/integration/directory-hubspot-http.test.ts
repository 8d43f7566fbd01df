import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler as crmOwnersHandler } from '../../functions/crm-owners/handler.ts';
import { createHandler as usersHandler } from '../../functions/users/handler.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { securityHeaders } from '../../lib/http/security-headers.ts';
import { anId, anOwner, aTeam } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { call, type TestRequest } from '../support/http-event.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

const scopes = ['crm.objects.owners.read', 'settings.users.read', 'settings.users.write'];

let dynamo: TestDynamo;
let desk: RotationDesk;
let owners: ApiHandler;
let users: ApiHandler;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
  owners = crmOwnersHandler(desk);
  users = usersHandler(desk);
});
afterAll(() => dynamo?.stop());

const askOwners = (request: TestRequest = {}) =>
  call(owners, `GET /crm/v3/owners${request.path === undefined ? '' : '/{ownerId}'}`, { scopes, ...request });
const askUsers = (method: string, request: TestRequest = {}) =>
  call(users, `${method} /settings/v3/users${request.path === undefined ? '' : '/{userId}'}`, {
    scopes,
    ...request,
  });
const anEmail = () => `hubspot-${anId()}@example.com`;
const idsIn = (body: unknown): string[] =>
  (body as { results: { id: string }[] }).results.map(({ id }) => id);
const afterOf = (body: unknown): string | undefined =>
  (body as { paging?: { next: { after: string } } }).paging?.next.after;

const everyPage = async (ask: typeof askOwners, query: Record<string, string>): Promise<string[]> => {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const { status, body } = await ask({ query: { ...query, ...(after === undefined ? {} : { after }) } });
    expect(status).toBe(200);
    ids.push(...idsIn(body));
    after = afterOf(body);
  } while (after !== undefined);
  return ids;
};

describe('owners as HubSpot shows them', () => {
  it('have their user’s id as a number, and their teams, the primary one first', async () => {
    const [main, other] = [aTeam({ name: 'Main' }), aTeam({ name: 'Other' })];
    await desk.teams.create(main);
    await desk.teams.create(other);
    const owner = anOwner({ primaryTeamId: main.id, secondaryTeamIds: [other.id] });
    await desk.owners.create(owner);
    const { id, email, firstName, lastName, createdAt, updatedAt } = owner;
    const whole = {
      id,
      email,
      type: 'PERSON',
      firstName,
      lastName,
      userId: Number(id),
      userIdIncludingInactive: Number(id),
      createdAt,
      updatedAt,
      archived: false,
      teams: [
        { id: main.id, name: 'Main', primary: true },
        { id: other.id, name: 'Other', primary: false },
      ],
    };
    for (const idProperty of ['id', 'userId']) {
      expect(await askOwners({ path: { ownerId: id }, query: { idProperty } })).toMatchObject({
        status: 200,
        body: whole,
      });
    }
    const { body } = await askOwners({ query: { email: email.toUpperCase(), nonsense: 'yes' } });
    expect(body).toEqual({ results: [whole] });
  });

  it('are archived once they are deactivated, and listed apart', async () => {
    const [here, gone] = [anOwner(), anOwner({ active: false })];
    for (const owner of [here, gone]) await desk.owners.create(owner);
    const archived = { archived: 'true' };
    expect(await everyPage(askOwners, {})).not.toContain(gone.id);
    expect(await everyPage(askOwners, archived)).toContain(gone.id);
    expect(await everyPage(askOwners, archived)).not.toContain(here.id);
    expect(await askOwners({ path: { ownerId: gone.id } })).toMatchObject({ status: 404 });
    expect(await askOwners({ path: { ownerId: here.id }, query: archived })).toMatchObject({ status: 404 });
    const shown = await askOwners({ path: { ownerId: gone.id }, query: archived });
    expect(shown).toMatchObject({ body: { archived: true, userIdIncludingInactive: Number(gone.id) } });
    expect(shown.body).not.toHaveProperty('userId');
    expect((await askOwners({ query: { email: gone.email } })).body).toEqual({ results: [] });
    expect((await askOwners({ query: { email: gone.email, ...archived } })).body).toMatchObject({
      results: [{ id: gone.id }],
    });
  });

  it('are paged to the end, each once, whoever is archived between them', async () => {
    const made = Array.from({ length: 24 }, (_, n) => anOwner({ active: n % 3 !== 0 }));
    for (const owner of made) await desk.owners.create(owner);
    const listed = await everyPage(askOwners, { limit: '5' });
    const active = made.filter((owner) => owner.active).map(({ id }) => id);
    expect(listed.filter((id) => made.some((owner) => owner.id === id))).toEqual(active);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each([
    ['a limit above 500', { limit: '501' }],
    ['a limit of nothing', { limit: '0' }],
    ['a forged cursor', { after: '100' }],
    ['neither archived nor not', { archived: 'perhaps' }],
  ])('refuse %s', async (_, query) => {
    expect(await askOwners({ query })).toMatchObject({
      status: 400,
      body: { category: 'VALIDATION_ERROR', errors: [{ in: Object.keys(query)[0] }] },
    });
  });

  it('refuse a cursor of the other list', async () => {
    const after = afterOf((await askOwners({ query: { limit: '1' } })).body) ?? '';
    expect(await askOwners({ query: { after, archived: 'true' } })).toMatchObject({ status: 400 });
  });

  it('are 404 for nobody, and 403 without the scope', async () => {
    const path = { ownerId: '404' };
    expect(await askOwners({ path })).toMatchObject({ status: 404, body: { category: 'OBJECT_NOT_FOUND' } });
    expect(await askOwners({ scopes: ['settings.users.read'] })).toMatchObject({
      status: 403,
      body: { category: 'MISSING_SCOPES' },
    });
  });
});

describe('users as HubSpot provisions them', () => {
  it('are added, found, changed and removed, and own records as owners do', async () => {
    const team = aTeam();
    await desk.teams.create(team);
    const email = anEmail();
    const body = { email: ` ${email.toUpperCase()}`, firstName: 'Ada', primaryTeamId: team.id };
    const made = await askUsers('POST', { body: { ...body, sendWelcomeEmail: true } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        email,
        firstName: 'Ada',
        lastName: '',
        primaryTeamId: team.id,
        secondaryTeamIds: [],
        roleIds: [],
        superAdmin: false,
        sendWelcomeEmail: false,
      },
    });
    const { id: userId } = made.body as { id: string };
    expect(await askUsers('GET', { path: { userId } })).toMatchObject({ status: 200, body: { email } });
    const byEmail = { path: { userId: email }, query: { idProperty: 'EMAIL' } };
    expect(await askUsers('GET', byEmail)).toMatchObject({ status: 200, body: { id: userId } });
    const change = { lastName: 'Lovelace', primaryTeamId: '', secondaryTeamIds: [team.id] };
    const changed = await askUsers('PUT', { ...byEmail, body: change });
    expect(changed).toMatchObject({
      status: 200,
      body: { firstName: 'Ada', lastName: 'Lovelace', secondaryTeamIds: [team.id] },
    });
    expect(changed.body).not.toHaveProperty('primaryTeamId');
    expect(await askOwners({ path: { ownerId: userId } })).toMatchObject({ status: 200, body: { email } });

    expect(await askUsers('DELETE', { path: { userId } })).toEqual({
      status: 204,
      body: undefined,
      headers: securityHeaders,
    });
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const gone = await askUsers(method, { path: { userId }, ...(method === 'PUT' ? { body: {} } : {}) });
      expect(gone).toMatchObject({ status: 404, body: { category: 'OBJECT_NOT_FOUND' } });
    }
    expect(await everyPage((request) => askUsers('GET', request), {})).not.toContain(userId);
    expect(await desk.owners.get(userId)).toMatchObject({ active: false });
  });

  it('come back as who they were', async () => {
    const email = anEmail();
    const { body } = await askUsers('POST', { body: { email, firstName: 'Ada' } });
    const { id: userId } = body as { id: string };
    await askUsers('DELETE', { path: { userId } });
    const back = await askUsers('POST', { body: { email, firstName: 'Augusta' } });
    expect(back).toMatchObject({ status: 201, body: { id: userId, firstName: 'Augusta' } });
  });

  it('are refused where there is one with that e-mail', async () => {
    const email = anEmail();
    await askUsers('POST', { body: { email } });
    expect(await askUsers('POST', { body: { email: email.toUpperCase() } })).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', errors: [{ in: 'email', code: 'EMAIL_TAKEN' }] },
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no e-mail', {}, 'email'],
    ['a wrong e-mail', { email: 'ada' }, 'email'],
    ['an unknown team', { email: 'a@b.co', primaryTeamId: '404' }, 'primaryTeamId'],
    ['an unknown extra team', { email: 'a@b.co', secondaryTeamIds: ['404'] }, 'secondaryTeamIds[0]'],
    ['a role', { email: 'a@b.co', roleId: '100000' }, 'roleId'],
  ])('are refused with %s', async (_, body, field) => {
    expect(await askUsers('POST', { body })).toMatchObject({
      status: 400,
      body: { errors: [{ in: field }] },
    });
  });

  it('stand in their teams, primary and extra members apart, without those who were removed', async () => {
    const team = aTeam({ name: 'Sales South' });
    await desk.teams.create(team);
    const primary = anOwner({ primaryTeamId: team.id });
    const extra = anOwner({ secondaryTeamIds: [team.id] });
    const gone = anOwner({ primaryTeamId: team.id, active: false });
    for (const owner of [primary, extra, gone]) await desk.owners.create(owner);
    const { status, body } = await call(users, 'GET /settings/v3/users/teams', { scopes });
    expect(status).toBe(200);
    expect((body as { results: { id: string }[] }).results.find(({ id }) => id === team.id)).toEqual({
      id: team.id,
      name: 'Sales South',
      userIds: [primary.id],
      secondaryUserIds: [extra.id],
    });
  });

  it('need the scope to read and the scope to write', async () => {
    const reads = ['settings.users.read'];
    expect(await askUsers('GET', { scopes: [] })).toMatchObject({ status: 403 });
    expect(await askUsers('GET', { scopes: reads })).toMatchObject({ status: 200 });
    expect(await askUsers('POST', { scopes: reads, body: { email: anEmail() } })).toMatchObject({
      status: 403,
    });
  });
});
