import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOwner, updateOwner } from '../../lib/app/directory/owners.ts';
import { saveSettings } from '../../lib/app/directory/settings.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import { updateRotation } from '../../lib/app/rotation/set-up.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { defaultSettings } from '../../lib/domain/settings.ts';
import { aBatch, anOwner, aTeam, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { losesTheRequest, meanwhile, withFaults } from '../support/faults.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: RotationDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
});
afterAll(() => dynamo?.stop());

/** Gives contacts away while something happens after everything was read and before it is committed. */
const giveWhile = async ({ id }: Rotation, count: number, happens: () => Promise<unknown>) => {
  const ids = await desk.contacts(count);
  const client = withFaults(dynamo, meanwhile('TransactWriteItems', happens));
  await rotate(desk.worker(client), aBatch(id, ids));
  return desk.ownersOf(ids);
};

describe('between what a worker read and what it commits', () => {
  it('a member may be deactivated: they get nothing', async () => {
    const { rotation, ownerIds } = await desk.open(2);
    const [leaver = '', stayer = ''] = ownerIds;
    const owners = await giveWhile(rotation, 6, () => updateOwner(desk, leaver, { active: false }));
    expect(owners).toEqual(Array.from({ length: 6 }, () => stayer));
  });

  it.each([
    ['its own', false],
    ['of the one that the records come from', true],
  ])('the owner may be deactivated who is the last resort, %s: they get nothing', async (_, forwarded) => {
    const { ownerIds } = await desk.open(1);
    const [lastResort = ''] = ownerIds;
    const { rotation: empty } = await desk.open(0, forwarded ? {} : { fallback: [{ ownerId: lastResort }] });
    const { rotation: first } = await desk.open(0, {
      fallback: [{ rotationId: empty.id }, { ownerId: lastResort }],
    });
    const ids = await desk.contacts(2);
    const chain = { thenTry: [{ ownerId: lastResort }], through: [first.id] };
    const batch = aBatch(empty.id, ids, forwarded ? { forwarded: chain } : {});
    const client = withFaults(
      dynamo,
      meanwhile('TransactWriteItems', () => updateOwner(desk, lastResort, { active: false })),
    );
    await rotate(desk.worker(client), batch);
    expect(await desk.ownersOf(ids)).toEqual([null, null]);
  });

  it('a member may lose their access, or go on leave where the rotation minds that', async () => {
    const { rotation, ownerIds } = await desk.open(3, { onlyAvailable: true });
    const [one = '', two = '', three = ''] = ownerIds;
    const outOfOffice = [{ from: '2026-02-01', until: '2026-04-01' }];
    const owners = await giveWhile(rotation, 4, async () => {
      await updateOwner(desk, one, { objectAccess: ['deals'] });
      await updateOwner(desk, two, { availability: { timeZone: 'UTC', workingHours: null, outOfOffice } });
    });
    expect(new Set(owners)).toEqual(new Set([three]));
  });

  it('somebody may join the team: an epoch begins, in which they take part', async () => {
    const team = aTeam();
    await desk.teams.create(team);
    const first = anOwner({ primaryTeamId: team.id });
    await desk.owners.create(first);
    const { rotation } = await desk.open(0, { pool: { kind: 'teams', teamIds: [team.id] } });
    const { id: _id, version: _v, active: _a, createdAt: _c, updatedAt: _u, ...fields } = anOwner();
    const owners = await giveWhile(rotation, 4, () =>
      createOwner(desk, { ...fields, primaryTeamId: team.id }),
    );
    expect(owners.filter((owner) => owner === first.id)).toHaveLength(2);
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 4 });
  });

  it('the account may come to ask for seats', async () => {
    const { rotation, ownerIds } = await desk.open(2);
    const [paid = ''] = ownerIds;
    await updateOwner(desk, paid, { seat: 'SALES_PROFESSIONAL' });
    const ask = () => saveSettings(desk, { ...defaultSettings, subscriptionPurchasedOn: '2020-01-01' });
    expect(new Set(await giveWhile(rotation, 4, ask))).toEqual(new Set([paid]));
    await saveSettings(desk, defaultSettings);
  });

  it('the members of the rotation itself may change', async () => {
    const { rotation, ownerIds } = await desk.open(2);
    const [stayer = ''] = ownerIds;
    const pool = { kind: 'owners' as const, members: [{ ownerId: stayer, weight: 1 }] };
    const owners = await giveWhile(rotation, 4, () => updateRotation(desk, rotation.id, { pool }));
    expect(new Set(owners)).toEqual(new Set([stayer]));
    expect(await desk.standings(rotation.id)).toMatchObject({ epoch: 2, turns: 4 });
  });
});

describe('a change that was saved without the rotations having heard of it', () => {
  const unheard = (happens: (deps: RotationDesk) => Promise<unknown>) => async (): Promise<unknown> => {
    const lossy = rotationDesk({
      ...dynamo,
      client: withFaults(dynamo, { ...losesTheRequest('Query'), times: undefined }),
    });
    await expect(happens(lossy)).rejects.toThrow('lost');
    return happens(desk);
  };

  it('of an owner is told to them when the caller repeats it', async () => {
    const { rotation, ownerIds } = await desk.open(2);
    const [leaver = '', stayer = ''] = ownerIds;
    const owners = await giveWhile(
      rotation,
      4,
      unheard((deps) => updateOwner(deps, leaver, { active: false })),
    );
    expect(owners).toEqual(Array.from({ length: 4 }, () => stayer));
  });

  it('of the settings is told to them when the caller repeats it', async () => {
    const { rotation } = await desk.open(2);
    const asking = { ...defaultSettings, subscriptionPurchasedOn: '2020-01-01' };
    const owners = await giveWhile(
      rotation,
      2,
      unheard((deps) => saveSettings(deps, asking)),
    );
    expect(owners).toEqual([null, null]);
    await saveSettings(desk, defaultSettings);
  });
});

describe('a change of the members', () => {
  const played = async (fields: Partial<Rotation> = {}) => {
    const opened = await desk.open(3, fields);
    await rotate(desk.worker(), aBatch(opened.rotation.id, await desk.contacts(4)));
    return opened;
  };
  const among = (ownerIds: string[], weight = 1) => ({
    pool: { kind: 'owners' as const, members: ownerIds.map((ownerId) => ({ ownerId, weight })) },
  });

  it('starts an epoch at once and is logged, also where everything is as before a moment later', async () => {
    const { rotation, ownerIds } = await played();
    await updateRotation(desk, rotation.id, among(ownerIds.slice(1)));
    expect(await desk.standings(rotation.id)).toMatchObject({ epoch: 2, turns: 0 });
    await updateRotation(desk, rotation.id, among(ownerIds));
    expect(await desk.standings(rotation.id)).toMatchObject({ epoch: 3, turns: 0 });
    expect(await desk.ledger.alignments(rotation.id)).toMatchObject([
      { epoch: 2, ownerIds: ownerIds.slice(1).toSorted(), at: someTime },
      { epoch: 3, ownerIds: ownerIds.toSorted() },
    ]);
  });

  it('keeps the counts where the rotation is to', async () => {
    const { rotation, ownerIds } = await played({ onMembersChange: 'keep' });
    await updateRotation(desk, rotation.id, among(ownerIds.slice(1)));
    const { epoch, turns, members } = await desk.standings(rotation.id);
    expect({ epoch, turns }).toEqual({ epoch: 1, turns: 4 });
    expect(Object.values(members).reduce((sum, { credit }) => sum + credit, 0)).toBe(0);
  });

  it.each<[string, (ownerIds: string[]) => Parameters<typeof updateRotation>[2]]>([
    ['weights', (ownerIds) => among(ownerIds, 5)],
    [
      'caps',
      (ownerIds) => ({
        pool: { kind: 'owners', members: ownerIds.map((ownerId) => ({ ownerId, weight: 1, dailyCap: 5 })) },
      }),
    ],
    ['the name', () => ({ name: 'Other' })],
    ['overwriting', () => ({ overwrite: true })],
    ['hours', () => ({ onlyAvailable: true })],
  ])('is not a change of %s', async (_, change) => {
    const { rotation, ownerIds } = await played();
    const before = await desk.standings(rotation.id);
    await updateRotation(desk, rotation.id, change(ownerIds));
    const after = await desk.standings(rotation.id);
    expect(after).toEqual({ ...before, version: before.version + 1 });
    expect(await desk.ledger.alignments(rotation.id)).toEqual([]);
  });

  it('of a team is one of its rotations, when somebody leaves it or becomes an extra member', async () => {
    const team = aTeam();
    await desk.teams.create(team);
    const [one, two, three] = [1, 2, 3].map(() => anOwner({ primaryTeamId: team.id }));
    for (const owner of [one, two, three]) if (owner !== undefined) await desk.owners.create(owner);
    const { rotation } = await desk.open(0, { pool: { kind: 'teams', teamIds: [team.id] } });
    await rotate(desk.worker(), aBatch(rotation.id, await desk.contacts(3)));
    const { epoch } = await desk.standings(rotation.id);
    await updateOwner(desk, one?.id ?? '', { primaryTeamId: null });
    expect(await desk.standings(rotation.id)).toMatchObject({ epoch: epoch + 1, turns: 0 });
    await updateOwner(desk, two?.id ?? '', { primaryTeamId: null, secondaryTeamIds: [team.id] });
    const standings = await desk.standings(rotation.id);
    expect(standings).toMatchObject({ epoch: epoch + 2 });
    expect(Object.keys(standings.members)).toEqual([three?.id]);
  });

  it('does not give anybody a new day', async () => {
    const { rotation, ownerIds } = await played();
    const capped = (ids: string[]) => ({
      pool: { kind: 'owners' as const, members: ids.map((ownerId) => ({ ownerId, weight: 1, dailyCap: 1 })) },
    });
    const newcomer = anOwner();
    await desk.owners.create(newcomer);
    await updateRotation(desk, rotation.id, capped([...ownerIds, newcomer.id]));
    const ids = await desk.contacts(3);
    await rotate(desk.worker(), aBatch(rotation.id, ids));
    expect(await desk.ownersOf(ids)).toEqual([newcomer.id, null, null]);
  });
});
