import { describe, expect, it } from 'vitest';
import {
  aContact,
  anOwner,
  bodyOf,
  call,
  del,
  freshEmail,
  get,
  ownerOf,
  patch,
  post,
  tokenWith,
} from '../support/rota.ts';

const assign = '/ownership/v1/assign';

/** The error shape, with the field that is to blame. */
const refusal = (field: string, status = 400, category = 'VALIDATION_ERROR') => ({
  status,
  body: {
    status: 'error',
    category,
    message: expect.any(String),
    correlationId: expect.any(String),
    errors: expect.arrayContaining([expect.objectContaining({ in: field, message: expect.any(String) })]),
  },
});

describe('bad input', () => {
  it('refuses malformed JSON', async () => {
    expect(await call('POST', assign, undefined, { raw: '{"objectType": ' })).toMatchObject(refusal('body'));
  });

  it.each([
    ['a wrong type', { objectType: 'contacts', recordId: '1', ownerId: '2', overwrite: 'yes' }, 'overwrite'],
    ['an unknown object type', { objectType: 'widgets', recordId: '1', ownerId: '2' }, 'objectType'],
    ['an unknown field', { objectType: 'contacts', recordId: '1', ownerId: '2', colour: 'red' }, 'colour'],
    ['an owner id that is none', { objectType: 'contacts', recordId: '1', ownerId: 'ada' }, 'ownerId'],
    ['an unknown owner', { objectType: 'contacts', recordId: '1', ownerId: '123456' }, 'ownerId'],
    [
      'an unknown e-mail',
      { objectType: 'contacts', recordId: '1', ownerEmail: 'no@example.com' },
      'ownerEmail',
    ],
    ['no owner at all', { objectType: 'contacts', recordId: '1' }, 'ownerId'],
    [
      'two owners',
      { objectType: 'contacts', recordId: '1', ownerId: '2', ownerEmail: 'a@b.c' },
      'ownerEmail',
    ],
    [
      'a property that is none',
      { objectType: 'contacts', recordId: '1', ownerId: '2', property: 'x' },
      'property',
    ],
    [
      'a property that holds no owner',
      { objectType: 'contacts', recordId: '1', ownerId: '2', property: 'email' },
      'property',
    ],
  ])('refuses %s, naming the field', async (_, body, field) => {
    expect(await post(assign, body)).toMatchObject(refusal(field));
  });

  it('refuses a deactivated owner, and the contact keeps its owner', async () => {
    const [owner, gone] = [await anOwner(), await anOwner()];
    const contact = await aContact({ hubspot_owner_id: owner });
    await del(`/ownership/v1/owners/${gone}`);
    const body = { objectType: 'contacts', recordId: contact, ownerId: gone };
    expect(await post(assign, body)).toMatchObject(refusal('ownerId'));
    expect(await ownerOf(contact)).toBe(owner);
  });

  it('refuses an owner without access to the object type, on the property too', async () => {
    const owner = await anOwner({ objectAccess: ['deals'] });
    const contact = await aContact();
    const body = { objectType: 'contacts', recordId: contact, ownerId: owner };
    expect(await post(assign, body)).toMatchObject(refusal('ownerId'));
    const properties = { email: freshEmail(), hubspot_owner_id: owner };
    expect(await post('/crm/v3/objects/contacts', { properties })).toMatchObject(
      refusal('properties.hubspot_owner_id'),
    );
  });

  it('answers 404 for an unknown record', async () => {
    const body = { objectType: 'contacts', recordId: '1000000000000000003', ownerId: await anOwner() };
    expect(await post(assign, body)).toMatchObject({ status: 404, body: { category: 'OBJECT_NOT_FOUND' } });
  });

  it.each([
    ['an unknown property', { properties: { shoesize: '42' } }, 'properties.shoesize'],
    ['an invalid e-mail', { properties: { email: 'ada' } }, 'properties.email'],
    ['nothing that HubSpot requires', { properties: { city: 'Bern' } }, 'properties'],
    ['no properties', {}, 'properties'],
  ])('refuses to create a contact with %s', async (_, body, field) => {
    expect(await post('/crm/v3/objects/contacts', body)).toMatchObject(refusal(field));
  });

  it('names the bad element of a list', async () => {
    const body = { objectType: 'contacts', recordIds: ['1', '2', '3', 'four'], ownerId: await anOwner() };
    expect(await post('/ownership/v1/bulk-assign', body)).toMatchObject(refusal('recordIds[3]'));
  });

  it('refuses more records than one request may name', async () => {
    const recordIds = Array.from({ length: 10_001 }, (_, i) => String(i));
    const body = { objectType: 'contacts', recordIds, ownerId: await anOwner() };
    expect(await post('/ownership/v1/bulk-assign', body)).toMatchObject(refusal('recordIds'));
  });

  it('refuses an unknown object type in the path', async () => {
    expect(await get('/crm/v3/objects/widgets')).toMatchObject(refusal('objectType'));
  });

  it.each([
    ['limit', 'limit=0'],
    ['limit', 'limit=many'],
    ['after', 'after=Zm9yZ2Vk'],
  ])('refuses a page with a bad %s', async (field, query) => {
    expect(await get(`/crm/v3/objects/contacts?${query}`)).toMatchObject(refusal(field));
  });

  it('refuses the cursor of another list', async () => {
    await Promise.all([aContact(), aContact()]);
    const { paging } = await bodyOf(get('/crm/v3/objects/contacts?limit=1'));
    const { after } = (paging as { next: { after: string } }).next;
    expect(await get(`/crm/v3/objects/deals?after=${after}`)).toMatchObject(refusal('after'));
  });

  it.each([
    ['neither members nor teams', {}, 'members'],
    ['an unknown member', { members: [{ ownerId: '123456' }] }, 'members[0].ownerId'],
    ['an unknown team', { teamIds: ['123456'] }, 'teamIds[0]'],
    ['a weight of nothing', { members: [{ ownerId: '1', weight: 0 }] }, 'members[0].weight'],
  ])('refuses a rotation with %s', async (_, fields, field) => {
    const body = { name: 'Inbound', objectType: 'contacts', ...fields };
    expect(await post('/ownership/v1/rotations', body)).toMatchObject(refusal(field));
  });

  it('refuses an e-mail that another owner has', async () => {
    const email = freshEmail();
    await anOwner({ email });
    expect(await post('/ownership/v1/owners', { email })).toMatchObject(refusal('email', 409, 'CONFLICT'));
  });

  it('refuses an absence that is over before it begins, and keeps the availability that was there', async () => {
    const availability = { timeZone: 'Asia/Kolkata', workingHours: null, outOfOffice: [] };
    const owner = `/ownership/v1/owners/${await anOwner({ availability })}`;
    const outOfOffice = [{ from: '2026-05-12', until: '2026-05-11' }];
    expect(await patch(owner, { availability: { ...availability, outOfOffice } })).toMatchObject(
      refusal('availability.outOfOffice[0].until'),
    );
    expect(await bodyOf(get(owner))).toMatchObject({ availability });
  });
});

describe('scopes', () => {
  it.each([
    ['GET', '/crm/v3/objects/contacts', undefined, 'crm.objects.contacts.read'],
    ['POST', '/crm/v3/objects/deals', { properties: { dealname: 'x' } }, 'crm.objects.deals.write'],
    ['POST', assign, { objectType: 'contacts', recordId: '1', ownerId: null }, 'crm.objects.contacts.write'],
    ['GET', '/ownership/v1/owners', undefined, 'crm.objects.owners.read'],
    ['POST', '/ownership/v1/teams', { name: 'x' }, 'settings.users.write'],
    ['GET', '/ownership/v1/rotations', undefined, 'automation'],
    ['GET', '/ownership/v1/settings', undefined, 'settings.users.read'],
    ['GET', '/crm/v3/imports', undefined, 'crm.import'],
  ])('%s %s without its scope is a 403 that names it', async (method, path, body, scope) => {
    const token = await tokenWith({ scope: 'some.other.scope' });
    expect(await call(method, path, body, { token })).toMatchObject({
      status: 403,
      body: { category: 'MISSING_SCOPES', message: expect.stringContaining(scope) },
    });
  });

  it('refuses a request without a token', async () => {
    expect((await call('GET', '/ownership/v1/owners', undefined, { token: 'nonsense' })).status).toBe(401);
  });

  it('needs no token for its health', async () => {
    const answer = await call('GET', '/ownership/v1/health', undefined, { token: 'nonsense' });
    expect(answer).toMatchObject({ status: 200, body: { status: 'ok', version: expect.any(String) } });
  });
});
