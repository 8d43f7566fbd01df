import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateOwner } from '../../lib/app/directory/owners.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import {
  createRotation,
  deleteRotation,
  type RotationFields,
  updateRotation,
} from '../../lib/app/rotation/set-up.ts';
import type { Fallback, Rotation } from '../../lib/domain/rotation/rotation.ts';
import { rotationStore } from '../../lib/store/rotations/rotation-store.ts';
import { aBatch, anOwner } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { meanwhile, withFaults } from '../support/faults.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: RotationDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
});
afterAll(() => dynamo?.stop());

const aNewOwner = async (): Promise<string> => {
  const owner = anOwner();
  await desk.owners.create(owner);
  return owner.id;
};

/** A rotation all of whose members are away. */
const empty = async (fallback: Fallback[] = []): Promise<Rotation> => {
  const { rotation, ownerIds } = await desk.open(1, { fallback });
  for (const id of ownerIds) await updateOwner(desk, id, { active: false });
  return rotation;
};

/** Works through everything that is queued, each message twice. */
const drain = async (): Promise<void> => {
  for (let message = desk.queued.shift(); message !== undefined; message = desk.queued.shift()) {
    await rotate(desk.worker(), message);
    await rotate(desk.worker(), message);
  }
};

describe('a rotation of which nobody is there', () => {
  it('gives its records to the owner whom it falls back upon, without a turn', async () => {
    const ownerId = await aNewOwner();
    const rotation = await empty([{ ownerId }]);
    const ids = await desk.contacts(98);
    const batch = aBatch(rotation.id, ids);
    await rotate(desk.worker(), batch);
    expect(await desk.ownersOf(ids)).toEqual(ids.map(() => ownerId));
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 0 });
    const contact = await desk.records.get('contacts', ids[0] ?? '');
    expect(contact?.lastWrite).toMatchObject({
      source: 'ROTATION',
      rotationId: rotation.id,
      decisionId: batch.batchId,
    });
  });

  it('passes them on to the first rotation that has somebody, each record once', async () => {
    const last = await desk.open(2);
    const middle = await empty();
    const first = await empty([{ rotationId: middle.id }, { rotationId: last.rotation.id }]);
    const ids = await desk.contacts(10);
    const batch = aBatch(first.id, ids);
    await rotate(desk.worker(), batch);
    await rotate(desk.worker(), batch);
    await drain();
    expect(await desk.ownersOf(ids)).not.toContain(null);
    const { turns, members } = await desk.standings(last.rotation.id);
    expect(turns).toBe(10);
    expect(Object.values(members).map(({ count }) => count)).toEqual([5, 5]);
    for (const { id } of [first, middle]) expect(await desk.standings(id)).toMatchObject({ turns: 0 });
  });

  it('passes them on also if it died before they were sent', async () => {
    const { rotation: last } = await desk.open(1);
    const first = await empty([{ rotationId: last.id }]);
    const ids = await desk.contacts(2);
    const batch = aBatch(first.id, ids);
    const dies = { ...desk.worker(), queue: { send: () => Promise.reject(new Error('killed')) } };
    await expect(rotate(dies, batch)).rejects.toThrow('killed');
    await rotate(desk.worker(), batch);
    await drain();
    expect(await desk.ownersOf(ids)).not.toContain(null);
  });

  it('goes on along its list when the next rotation was deleted meanwhile', async () => {
    const ownerId = await aNewOwner();
    const { rotation: deleted } = await desk.open(1);
    const first = await empty([{ rotationId: deleted.id }, { ownerId }]);
    const ids = await desk.contacts(2);
    await rotate(desk.worker(), aBatch(first.id, ids));
    await deleteRotation(desk, deleted.id);
    await drain();
    expect(await desk.ownersOf(ids)).toEqual([ownerId, ownerId]);
  });

  it('gives the rest of a batch away like that when caps are reached in the middle of it', async () => {
    const boss = await aNewOwner();
    const [one, two] = [await aNewOwner(), await aNewOwner()];
    const members = [one, two].map((ownerId, n) => ({ ownerId, weight: 1, dailyCap: n + 2 }));
    const { rotation } = await desk.open(0, {
      pool: { kind: 'owners', members },
      fallback: [{ ownerId: boss }],
    });
    const ids = await desk.contacts(9);
    await rotate(desk.worker(), aBatch(rotation.id, ids));
    const owners = await desk.ownersOf(ids);
    const received = (id: string) => owners.filter((owner) => owner === id).length;
    expect([received(one), received(two), received(boss)]).toEqual([2, 3, 4]);
    const more = await desk.contacts(1);
    await rotate(desk.worker(), aBatch(rotation.id, more));
    expect(await desk.ownersOf(more)).toEqual([boss]);
  });
});

describe('saving a fallback', () => {
  const fields = async (fallback: Fallback[], objectType: Rotation['objectType'] = 'contacts') => {
    const pool = { kind: 'owners' as const, members: [{ ownerId: await aNewOwner(), weight: 1 }] };
    const usual = { overwrite: false, onlyAvailable: false, onMembersChange: 'reset', hold: null } as const;
    return { name: 'Inbound', objectType, pool, fallback, ...usual } satisfies RotationFields;
  };
  const save = async (fallback: Fallback[], objectType?: Rotation['objectType']) =>
    createRotation(desk, await fields(fallback, objectType));

  it('refuses owners and rotations that cannot take such records, each by its place', async () => {
    const ofDeals = await save([], 'deals');
    const gone = await save([]);
    await deleteRotation(desk, gone.id);
    const away = await aNewOwner();
    await updateOwner(desk, away, { active: false });
    const steps = [
      { rotationId: '404' },
      { rotationId: ofDeals.id },
      { rotationId: gone.id },
      { ownerId: away },
    ];
    await expect(save(steps)).rejects.toMatchObject({
      problems: [
        { in: 'fallback[0].rotationId', code: 'ROTATION_NOT_FOUND' },
        { in: 'fallback[1].rotationId', code: 'OTHER_OBJECT_TYPE' },
        { in: 'fallback[2].rotationId', code: 'ROTATION_NOT_FOUND' },
        { in: 'fallback[3].ownerId', code: 'OWNER_DEACTIVATED' },
      ],
    });
  });

  it('refuses a cycle, however long', async () => {
    const a = await save([]);
    const b = await save([{ rotationId: a.id }]);
    const c = await save([{ rotationId: b.id }]);
    const cycle = { problems: [{ in: 'fallback[0].rotationId', code: 'CYCLE' }] };
    for (const rotationId of [a.id, b.id, c.id]) {
      await expect(updateRotation(desk, a.id, { fallback: [{ rotationId }] })).rejects.toMatchObject(cycle);
    }
    expect((await desk.rotations.get(a.id))?.fallback).toEqual([]);
  });

  it('refuses a cycle that two people make at the same moment', async () => {
    const [a, b] = [await save([]), await save([])];
    const backwards = () => updateRotation(desk, b.id, { fallback: [{ rotationId: a.id }] });
    const overtaken = withFaults(dynamo, meanwhile('TransactWriteItems', backwards));
    const deps = { ...desk, rotations: rotationStore(overtaken, dynamo.tables) };
    await expect(updateRotation(deps, a.id, { fallback: [{ rotationId: b.id }] })).rejects.toMatchObject({
      problems: [{ code: 'CYCLE' }],
    });
  });
});
