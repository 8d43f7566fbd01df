import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler as ownersHandler } from '../../functions/owners/handler.ts';
import { createHandler as settingsHandler } from '../../functions/settings/handler.ts';
import { createHandler as teamsHandler } from '../../functions/teams/handler.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { anId } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { call, type TestRequest } from '../support/http-event.ts';
import { rotationDesk } from '../support/rotation-desk.ts';

const scopes = ['crm.objects.owners.read', 'settings.users.read', 'settings.users.write'];

let dynamo: TestDynamo;
let handlers: Record<'owners' | 'teams' | 'settings', ApiHandler>;
beforeAll(async () => {
  dynamo = await startDynamo();
  const desk = rotationDesk(dynamo);
  handlers = { owners: ownersHandler(desk), teams: teamsHandler(desk), settings: settingsHandler(desk) };
});
afterAll(() => dynamo?.stop());

const ask = (method: string, kind: keyof typeof handlers, request: TestRequest = {}) => {
  const parameter = kind === 'owners' ? '/{ownerId}' : '/{teamId}';
  const route = `${method} /ownership/v1/${kind}${request.path === undefined ? '' : parameter}`;
  return call(handlers[kind], route, { scopes, ...request });
};
const refusal = (field: string) => ({ status: 400, body: { errors: [{ in: field }] } });
const anEmail = () => `http-${anId()}@example.com`;

describe('owners over HTTP', () => {
  it('have what they are not told otherwise, and are found by id and e-mail', async () => {
    const email = anEmail();
    const made = await ask('POST', 'owners', { body: { email: ` ${email.toUpperCase()} ` } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        email,
        seat: 'NONE',
        primaryTeamId: null,
        objectAccess: ['contacts', 'companies', 'deals', 'tickets'],
      },
    });
    expect(made.body).not.toHaveProperty('version');
    const { id: ownerId } = made.body as { id: string };
    expect(await ask('GET', 'owners', { path: { ownerId } })).toMatchObject({ status: 200, body: { email } });
    expect(await ask('GET', 'owners', { query: { email } })).toMatchObject({
      body: { results: [{ id: ownerId }] },
    });
    expect(await ask('DELETE', 'owners', { path: { ownerId } })).toMatchObject({ status: 204 });
    expect(await ask('GET', 'owners', { path: { ownerId } })).toMatchObject({ body: { active: false } });
    const back = { path: { ownerId }, body: { active: true } };
    expect(await ask('PATCH', 'owners', back)).toMatchObject({ status: 200, body: { active: true, email } });
  });

  it.each<[string, unknown, string]>([
    ['no e-mail', {}, 'email'],
    ['a blank e-mail', { email: '   ' }, 'email'],
    ['a wrong e-mail', { email: 'ada' }, 'email'],
    ['an unknown seat', { email: 'a@b.co', seat: 'GOLD' }, 'seat'],
    ['an unknown team', { email: 'a@b.co', primaryTeamId: '404' }, 'primaryTeamId'],
    ['an unknown object type', { email: 'a@b.co', objectAccess: ['contacts', 'people'] }, 'objectAccess[1]'],
    ['a wrong Salesforce id', { email: 'a@b.co', salesforceUserId: '005' }, 'salesforceUserId'],
    ['an id of their own', { email: 'a@b.co', id: '7' }, 'id'],
  ])('are not created with %s', async (_, body, field) => {
    expect(await ask('POST', 'owners', { body })).toMatchObject(refusal(field));
    expect(await ask('GET', 'owners', { query: { email: 'a@b.co' } })).toMatchObject({
      body: { results: [] },
    });
  });

  it.each(['', 'x'.repeat(2_000)])('are not looked for by the e-mail %j', async (email) => {
    expect(await ask('GET', 'owners', { query: { email } })).toMatchObject(refusal('email'));
  });

  it.each([anId(), '9'.repeat(2_000), 'ada'])('are not found under %j', async (ownerId) => {
    expect(await ask('GET', 'owners', { path: { ownerId } })).toMatchObject({ status: 404 });
    expect(await ask('PATCH', 'owners', { path: { ownerId }, body: {} })).toMatchObject({ status: 404 });
    expect(await ask('DELETE', 'owners', { path: { ownerId } })).toMatchObject({ status: 404 });
  });

  it('are a 409 on the e-mail when it is taken', async () => {
    const email = anEmail();
    await ask('POST', 'owners', { body: { email } });
    expect(await ask('POST', 'owners', { body: { email } })).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', errors: [{ in: 'email', code: 'EMAIL_TAKEN' }] },
    });
  });

  it('are changed by nobody who may only read', async () => {
    const read = { scopes: ['crm.objects.owners.read'] };
    expect(await ask('POST', 'owners', { body: { email: anEmail() }, ...read })).toMatchObject({
      status: 403,
    });
    expect(await ask('POST', 'teams', { body: { name: 'Sales' }, ...read })).toMatchObject({ status: 403 });
    expect(await ask('PUT', 'settings', { body: {}, ...read })).toMatchObject({ status: 403 });
  });
});

describe('teams over HTTP', () => {
  it('are created, renamed, and deleted once nobody belongs to them', async () => {
    const made = await ask('POST', 'teams', { body: { name: '  Sales  ' } });
    expect(made).toMatchObject({ status: 201, body: { name: 'Sales' } });
    const { id: teamId } = made.body as { id: string };
    const owner = await ask('POST', 'owners', { body: { email: anEmail(), primaryTeamId: teamId } });
    const { id: ownerId } = owner.body as { id: string };
    expect(await ask('DELETE', 'teams', { path: { teamId } })).toMatchObject({ status: 409 });
    await ask('PATCH', 'owners', { path: { ownerId }, body: { primaryTeamId: null } });
    expect(await ask('DELETE', 'teams', { path: { teamId } })).toMatchObject({ status: 204 });
    expect(await ask('PATCH', 'teams', { path: { teamId }, body: { name: 'X' } })).toMatchObject({
      status: 404,
    });
  });

  it.each([{}, { name: ' ' }, { name: 7 }, { name: 'x'.repeat(201) }])('are not called %j', async (body) => {
    expect(await ask('POST', 'teams', { body })).toMatchObject(refusal('name'));
  });
});

describe('settings over HTTP', () => {
  it('are what was put, and the defaults where nothing was said', async () => {
    const body = { subscriptionPurchasedOn: '2018-11-02' };
    const off = { salesforceSync: { enabled: false, objectTypes: [] }, assignCompanyOwnerToContact: false };
    const whole = { ...body, ...off };
    expect(await ask('PUT', 'settings', { body })).toMatchObject({ status: 200, body: whole });
    expect(await ask('GET', 'settings')).toMatchObject({ status: 200, body: whole });
    const on = { ...body, assignCompanyOwnerToContact: true };
    expect(await ask('PUT', 'settings', { body: on })).toMatchObject({ status: 200, body: on });
    expect(await ask('GET', 'settings')).toMatchObject({ status: 200, body: on });
  });

  it.each<[unknown, string]>([
    ['          ', 'subscriptionPurchasedOn'],
    ['', 'subscriptionPurchasedOn'],
    ['2018-02-30', 'subscriptionPurchasedOn'],
    ['2018-11-02T00:00:00Z', 'subscriptionPurchasedOn'],
    [20181102, 'subscriptionPurchasedOn'],
  ])('take no day %j', async (subscriptionPurchasedOn, field) => {
    expect(await ask('PUT', 'settings', { body: { subscriptionPurchasedOn } })).toMatchObject(refusal(field));
  });
});
