import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/rotations/handler.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import { rotationStore } from '../../lib/store/rotations/rotation-store.ts';
import { anOwner, aTeam } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { meanwhile, withFaults } from '../support/faults.ts';
import { call, type TestRequest } from '../support/http-event.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

const all = '/ownership/v1/rotations';
const one = `${all}/{rotationId}`;
const scopes = ['automation', 'crm.objects.contacts.write'];
const objectType = 'contacts';

let dynamo: TestDynamo;
let desk: RotationDesk;
let handler: ApiHandler;

const handlerOn = (rotations: RotationDesk['rotations']) =>
  createHandler({
    ...desk,
    rotations,
  });
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
  handler = handlerOn(desk.rotations);
});
afterAll(() => dynamo?.stop());

const ask = (route: string, request: TestRequest = {}) => call(handler, route, { scopes, ...request });
const idOf = ({ body }: { body: unknown }) => (body as { id: string }).id;
const owners = async (count: number): Promise<string[]> => {
  const made = Array.from({ length: count }, () => anOwner());
  for (const owner of made) await desk.owners.create(owner);
  return made.map(({ id }) => id);
};
const open = async (ownerIds: string[], fields: object = {}) => {
  const members = ownerIds.map((ownerId) => ({ ownerId }));
  const made = await ask(`POST ${all}`, { body: { name: 'Inbound', objectType, members, ...fields } });
  expect(made.status).toBe(201);
  return { path: { rotationId: idOf(made) } };
};
/** Enrolls the contacts and works through all that is queued then. */
const rotateAll = async (path: Record<string, string>, recordIds: string[]): Promise<void> => {
  expect(await ask(`POST ${one}/enrollments`, { path, body: { recordIds } })).toMatchObject({ status: 202 });
  for (const batch of desk.queued.splice(0)) await rotate(desk.worker(), batch);
};
const standings = async (path: Record<string, string>) => (await ask(`GET ${one}/standings`, { path })).body;

describe('a rotation over HTTP', () => {
  it('is opened with what is usual where nothing else was said', async () => {
    const [ownerId] = await owners(1);
    const body = { name: ' Inbound ', objectType: 'contact', members: [{ ownerId: Number(ownerId) }] };
    const made = await ask(`POST ${all}`, { body });
    const expected = {
      name: 'Inbound',
      objectType: 'contacts',
      property: 'hubspot_owner_id',
      members: [{ ownerId, weight: 1 }],
      overwrite: false,
      onlyAvailable: false,
      onMembersChange: 'reset',
      fallback: [],
      hold: null,
    };
    expect(made).toMatchObject({ status: 201, body: expected });
    const path = { rotationId: idOf(made) };
    expect(await ask(`GET ${one}`, { path })).toMatchObject({ status: 200, body: expected });
    expect(await standings(path)).toEqual({
      epoch: 1,
      turns: 0,
      members: [{ ownerId, weight: 1, count: 0, credit: 0, countToday: 0, eligible: true, reasons: [] }],
    });
  });

  it.each<[string, (known: string) => object, string]>([
    ['nobody', () => ({ members: undefined }), 'members'],
    ['an empty list', () => ({ members: [] }), 'members'],
    ['members and teams', () => ({ teamIds: ['1'] }), 'teamIds'],
    ['an unknown owner', (id) => ({ members: [{ ownerId: id }, { ownerId: '404' }] }), 'members[1].ownerId'],
    ['an owner twice', (id) => ({ members: [{ ownerId: id }, { ownerId: id }] }), 'members[1].ownerId'],
    ['an unknown team', () => ({ members: undefined, teamIds: ['404'] }), 'teamIds[0]'],
    ['no weight at all', (ownerId) => ({ members: [{ ownerId, weight: 0 }] }), 'members[0].weight'],
    ['half a weight', (ownerId) => ({ members: [{ ownerId, weight: 1.5 }] }), 'members[0].weight'],
    ['a property that holds no owner', () => ({ property: 'email' }), 'property'],
    ['an unknown property', () => ({ property: 'shoesize' }), 'property'],
    ['no name', () => ({ name: ' ' }), 'name'],
    ['an unknown field', () => ({ fair: true }), 'fair'],
  ])('is not opened with %s', async (_, fields, field) => {
    const [ownerId = ''] = await owners(1);
    const body = { name: 'Inbound', objectType, members: [{ ownerId }], ...fields(ownerId) };
    expect(await ask(`POST ${all}`, { body })).toMatchObject({
      status: 400,
      body: { errors: [{ in: field }] },
    });
  });

  it('is out of reach without the scope, enrolling also without that of the records', async () => {
    const { path } = await open(await owners(1));
    expect(await ask(`GET ${one}`, { path, scopes: [] })).toMatchObject({ status: 403 });
    const body = { recordIds: ['1'] };
    expect(await ask(`POST ${one}/enrollments`, { path, body, scopes: ['automation'] })).toMatchObject({
      status: 403,
      body: { errors: [{ code: 'crm.objects.contacts.write' }] },
    });
    expect(desk.queued).toEqual([]);
  });

  it('is gone once deleted: not found, not listed, not enrolled into', async () => {
    const { path } = await open(await owners(1));
    expect(await ask(`DELETE ${one}`, { path })).toMatchObject({ status: 204 });
    for (const route of [`GET ${one}`, `DELETE ${one}`, `GET ${one}/standings`, `GET ${one}/decisions`]) {
      expect(await ask(route, { path })).toMatchObject({ status: 404 });
    }
    expect(await ask(`PATCH ${one}`, { path, body: { name: 'X' } })).toMatchObject({ status: 404 });
    expect(await ask(`POST ${one}/enrollments`, { path, body: { recordIds: ['1'] } })).toMatchObject({
      status: 404,
    });
    const { body } = await ask(`GET ${all}`);
    expect((body as { results: { id: string }[] }).results.map(({ id }) => id)).not.toContain(
      path.rotationId,
    );
    expect(desk.queued).toEqual([]);
  });
});

describe('enrolling', () => {
  it('queues batches of up to 98 in the order asked, a record once, all of one enrollment', async () => {
    const { path } = await open(await owners(1));
    const recordIds = Array.from({ length: 250 }, (_, n) => String(n + 1));
    const answer = await ask(`POST ${one}/enrollments`, {
      path,
      body: { recordIds: [...recordIds, '1', 2] },
    });
    expect(answer).toMatchObject({ status: 202, body: { batches: 3, enrolled: 250 } });
    const batches = desk.queued.splice(0);
    expect(batches.map(({ enrollments }) => enrollments.length)).toEqual([98, 98, 54]);
    const enrollments = batches.flatMap((batch) => batch.enrollments);
    expect(enrollments.map(({ recordId }) => recordId)).toEqual(recordIds);
    expect(new Set(enrollments.map(({ enrollmentId }) => enrollmentId)).size).toBe(1);
    const batchIds = batches.map(({ batchId }) => batchId);
    expect(batchIds).toEqual([...new Set(batchIds)].sort());
    expect(new Set(batches.map(({ rotationId }) => rotationId))).toEqual(new Set([path.rotationId]));
  });

  it.each<[unknown, string]>([
    [[], 'recordIds'],
    [['1', 'two'], 'recordIds[1]'],
    [Array.from({ length: 10_001 }, () => '1'), 'recordIds'],
  ])('refuses what is no list of ids', async (recordIds, field) => {
    const { path } = await open(await owners(1));
    const answer = await ask(`POST ${one}/enrollments`, { path, body: { recordIds } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: field }] } });
    expect(desk.queued).toEqual([]);
  });

  it('leads to decisions that can be read, one by one and as a list', async () => {
    const ownerIds = await owners(3);
    const { path } = await open(ownerIds);
    const ids = await desk.contacts(9);
    await rotateAll(path, ids);
    expect(await standings(path)).toMatchObject({
      epoch: 1,
      turns: 9,
      members: [3, 3, 3].map((count) => ({ count })),
    });
    const { body } = await ask(`GET ${one}/decisions`, { path });
    const [decision] = (body as { results: { batchId: string }[] }).results;
    const { batchId = '' } = decision ?? {};
    expect(await ask(`GET ${one}/decisions/{batchId}`, { path: { ...path, batchId } })).toMatchObject({
      status: 200,
      body: decision,
    });
    const unknown = { ...path, batchId: 'never' };
    expect(await ask(`GET ${one}/decisions/{batchId}`, { path: unknown })).toMatchObject({ status: 404 });
  });
});

describe('changing a rotation', () => {
  const members = (ownerIds: string[], weight = 1) => ownerIds.map((ownerId) => ({ ownerId, weight }));

  it.each([
    ['starts again with other members', 'reset', { epoch: 2, turns: 0 }, [0, 0, 0]],
    ['keeps the counts with other members if it is to', 'keep', { epoch: 1, turns: 4 }, [2, 2, 0]],
  ])('%s', async (_, onMembersChange, expected, counts) => {
    const ownerIds = await owners(2);
    const { path } = await open(ownerIds, { onMembersChange });
    await rotateAll(path, await desk.contacts(4));
    const body = { members: members([...ownerIds, ...(await owners(1))]) };
    expect(await ask(`PATCH ${one}`, { path, body })).toMatchObject({ status: 200, body });
    expect(await standings(path)).toMatchObject({ ...expected, members: counts.map((count) => ({ count })) });
  });

  it('does not start again for other weights, another name or overwriting', async () => {
    const ownerIds = await owners(2);
    const { path } = await open(ownerIds);
    await rotateAll(path, await desk.contacts(2));
    for (const body of [{ members: members(ownerIds, 3) }, { name: 'Other' }, { overwrite: true }, {}]) {
      expect(await ask(`PATCH ${one}`, { path, body })).toMatchObject({ status: 200, body });
    }
    expect(await standings(path)).toMatchObject({
      epoch: 1,
      turns: 2,
      members: [{ count: 1 }, { count: 1 }],
    });
  });

  it('keeps a member who was deactivated since, takes nobody who is, and may leave them out', async () => {
    const [ada = '', bob = '', eve = ''] = await owners(3);
    const { path } = await open([ada, bob]);
    for (const id of [bob, eve]) {
      const before = await desk.owners.get(id);
      if (before === undefined) throw new Error('The owner is gone.');
      await desk.owners.replace(before, { ...before, active: false, version: before.version + 1 });
    }
    const change = (...ids: string[]) =>
      ask(`PATCH ${one}`, { path, body: { members: ids.map((ownerId) => ({ ownerId })) } });
    const [newcomer = ''] = await owners(1);
    expect(await change(ada, bob, newcomer)).toMatchObject({ status: 200 });
    expect(await change(ada, bob, eve)).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'members[2].ownerId', code: 'OWNER_DEACTIVATED' }] },
    });
    expect(await change(ada, newcomer)).toMatchObject({ status: 200 });
    expect(await change(ada, bob)).toMatchObject({ status: 400 });
  });

  it('keeps the decision that came in between', async () => {
    const ownerIds = await owners(2);
    const { path } = await open(ownerIds);
    const ids = await desk.contacts(2);
    await ask(`POST ${one}/enrollments`, { path, body: { recordIds: ids } });
    const [batch] = desk.queued.splice(0);
    const decide = async () => (batch === undefined ? undefined : rotate(desk.worker(), batch));
    const overtaken = withFaults(dynamo, meanwhile('TransactWriteItems', decide));
    const request = { path, body: { name: 'Other' }, scopes };
    expect(
      await call(handlerOn(rotationStore(overtaken, dynamo.tables)), `PATCH ${one}`, request),
    ).toMatchObject({
      status: 200,
      body: { name: 'Other' },
    });
    expect(await standings(path)).toMatchObject({ turns: 2 });
    expect(await desk.ownersOf(ids)).not.toContain(null);
  });

  it('shows who is out, and why, and who has joined the team since', async () => {
    const team = aTeam();
    await teamStore(dynamo.client, dynamo.tables.directory).create(team);
    const inTeam = { primaryTeamId: team.id };
    const names = { members: undefined, teamIds: [team.id] };
    await desk.owners.create(anOwner({ ...inTeam, active: false }));
    expect(await ask(`POST ${all}`, { body: { name: 'Inbound', objectType, ...names } })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'teamIds[0]', code: 'TEAM_HAS_NO_ELIGIBLE_MEMBER' }] },
    });
    await desk.owners.create(anOwner(inTeam));
    const { path } = await open([], names);
    await desk.owners.create(anOwner({ ...inTeam, objectAccess: ['deals'] }));
    await desk.owners.create(anOwner({ secondaryTeamIds: [team.id] }));
    expect(await standings(path)).toMatchObject({
      members: [
        { eligible: false, reasons: ['DEACTIVATED'] },
        { eligible: true, reasons: [] },
        { eligible: false, reasons: ['NO_OBJECT_ACCESS'] },
        { eligible: false, reasons: ['NOT_PRIMARY_TEAM_MEMBER'] },
      ],
    });
  });
});
