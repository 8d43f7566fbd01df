import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateOwner } from '../../lib/app/directory/owners.ts';
import type { HeldBatch } from '../../lib/app/ports/rotations.ts';
import { retryEverythingHeld, retryHeld } from '../../lib/app/rotation/retry-held.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import { deleteRotation, updateRotation } from '../../lib/app/rotation/set-up.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { aBatch, anOwner, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { type Fault, losesTheAnswer, withFaults } from '../support/faults.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: RotationDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
});
afterAll(() => dynamo?.stop());

const minutes = (n: number): string => new Date(Date.parse(someTime) + n * 60_000).toISOString();

/** A worker at a moment, on a client of its own if something goes wrong there. */
const workerAt = (now: string, ...faults: Fault[]) => ({
  ...desk.worker(faults.length === 0 ? dynamo.client : withFaults(dynamo, ...faults)),
  now: () => now,
});
const retryAt = (now: string, { id }: Rotation, ...faults: Fault[]) =>
  retryHeld(workerAt(now, ...faults), id);
const held = ({ id }: Rotation): Promise<HeldBatch[]> => desk.ledger.held(id, 100);
const setActive = (ownerIds: string[], active: boolean) =>
  Promise.all(ownerIds.map((id) => updateOwner(desk, id, { active })));

/** A rotation that waits an hour, nobody of which is there, and contacts that are enrolled in it. */
const waiting = async (count: number, fields: Partial<Rotation> = {}, owners = 2) => {
  const { rotation, ownerIds } = await desk.open(owners, { hold: { until: 60 }, ...fields });
  await setActive(ownerIds, false);
  const ids = await desk.contacts(count);
  const batch = aBatch(rotation.id, ids);
  await rotate(workerAt(someTime), batch);
  return { rotation, ownerIds, ids, batch };
};

describe('a rotation that holds', () => {
  it('keeps what nobody is there for, and says until when', async () => {
    const { rotation, ids, batch } = await waiting(3);
    expect(await desk.ownersOf(ids)).toEqual([null, null, null]);
    const decision = await desk.ledger.decision(rotation.id, batch.batchId);
    expect(decision).toMatchObject({
      picks: [],
      skipped: [],
      leftOver: { to: 'HOLD', until: minutes(60), enrollments: batch.enrollments },
    });
    expect(await held(rotation)).toMatchObject([{ heldId: batch.batchId, round: 1, until: minutes(60) }]);
  });

  it('keeps it once when the message comes again', async () => {
    const { rotation, batch } = await waiting(3);
    expect(await rotate(workerAt(minutes(5)), batch)).toMatchObject({ outcome: 'DECIDED_BEFORE' });
    expect(await held(rotation)).toHaveLength(1);
  });

  it('gives it away as soon as somebody is there, as often as that is tried', async () => {
    const { rotation, ownerIds, ids } = await waiting(4);
    expect(await retryAt(minutes(1), rotation)).toBe(0);
    await setActive(ownerIds, true);
    expect(desk.retries).toContain(rotation.id);
    const tries = await Promise.all([1, 2, 3].map(() => retryAt(minutes(2), rotation)));
    expect(Math.max(...tries)).toBe(1);
    expect(await desk.ownersOf(ids)).not.toContain(null);
    expect(Object.values((await desk.standings(rotation.id)).members).map(({ count }) => count)).toEqual([
      2, 2,
    ]);
    expect(await held(rotation)).toEqual([]);
    expect(await retryAt(minutes(3), rotation)).toBe(0);
  });

  it('writes nothing while there is still nobody', async () => {
    const { rotation } = await waiting(2);
    const before = await desk.standings(rotation.id);
    await retryAt(minutes(59), rotation);
    expect(await desk.standings(rotation.id)).toEqual(before);
    expect(await held(rotation)).toMatchObject([{ round: 1 }]);
  });

  it('at the deadline says that there was nobody', async () => {
    const { rotation, ids, batch } = await waiting(2);
    expect(await retryAt(minutes(60), rotation)).toBe(1);
    expect(await held(rotation)).toEqual([]);
    const decision = await desk.ledger.decision(rotation.id, `${batch.batchId}.1`);
    expect(decision?.skipped).toMatchObject(
      ids.map((recordId) => ({ recordId, reason: 'NO_ELIGIBLE_OWNER' })),
    );
  });

  it('at the deadline gives it to the owner whom it falls back upon, once', async () => {
    const boss = anOwner();
    await desk.owners.create(boss);
    const { rotation, ids } = await waiting(3, { fallback: [{ ownerId: boss.id }] });
    await expect(retryAt(minutes(61), rotation, losesTheAnswer('TransactWriteItems'))).rejects.toThrow(
      'lost',
    );
    expect(await retryAt(minutes(62), rotation)).toBe(0);
    expect(await desk.ownersOf(ids)).toEqual([boss.id, boss.id, boss.id]);
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 0 });
  });

  it('at the deadline passes it on to the rotation that it falls back upon, also if it dies in between', async () => {
    const other = await desk.open(1);
    const { rotation, ids, batch } = await waiting(3, { fallback: [{ rotationId: other.rotation.id }] });
    desk.queued.length = 0;
    const dies = { ...workerAt(minutes(61)), queue: { send: () => Promise.reject(new Error('killed')) } };
    await expect(retryHeld(dies, rotation.id)).rejects.toThrow('killed');
    expect(await held(rotation)).toHaveLength(1);
    await retryAt(minutes(62), rotation);
    expect(await held(rotation)).toEqual([]);
    expect(desk.queued).toMatchObject([{ rotationId: other.rotation.id, batchId: `${batch.batchId}.1` }]);
    for (const message of [...desk.queued, ...desk.queued]) await rotate(workerAt(minutes(63)), message);
    expect(await desk.ownersOf(ids)).toEqual(ids.map(() => other.ownerIds[0]));
    expect(await desk.standings(other.rotation.id)).toMatchObject({ turns: 3 });
  });

  it('gives away what a cap allows and goes on holding the rest', async () => {
    const { rotation, ownerIds, ids } = await waiting(98, {}, 1);
    const [ownerId = ''] = ownerIds;
    const pool = { kind: 'owners' as const, members: [{ ownerId, weight: 1, dailyCap: 50 }] };
    await setActive(ownerIds, true);
    await updateRotation(desk, rotation.id, { pool });
    await retryAt(minutes(1), rotation);
    expect((await desk.ownersOf(ids)).filter((owner) => owner !== null)).toHaveLength(50);
    expect(await held(rotation)).toMatchObject([{ round: 2, until: minutes(60) }]);
    await updateRotation(desk, rotation.id, { pool: { kind: 'owners', members: [{ ownerId, weight: 1 }] } });
    await retryAt(minutes(2), rotation);
    expect(await desk.ownersOf(ids)).not.toContain(null);
    expect(await held(rotation)).toEqual([]);
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 98 });
  });

  it('decides the last of a full batch in a decision of its own', async () => {
    const { rotation, ownerIds, ids } = await waiting(98);
    await setActive(ownerIds, true);
    await retryAt(minutes(1), rotation);
    await retryAt(minutes(1), rotation);
    expect(await desk.ownersOf(ids)).not.toContain(null);
    expect(await held(rotation)).toEqual([]);
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 98 });
  });

  it('lets go when it is deleted, or no longer holds', async () => {
    const deleted = await waiting(1);
    await deleteRotation(desk, deleted.rotation.id);
    const changed = await waiting(1);
    await updateRotation(desk, changed.rotation.id, { hold: null });
    for (const { rotation } of [deleted, changed]) {
      expect(desk.retries).toContain(rotation.id);
      await retryAt(minutes(1), rotation);
      expect(await held(rotation)).toEqual([]);
    }
  });

  it('skips what somebody took meanwhile', async () => {
    const { rotation, ownerIds, ids, batch } = await waiting(2);
    const again = aBatch(rotation.id, ids);
    await setActive(ownerIds, true);
    await rotate(workerAt(minutes(1)), again);
    await retryAt(minutes(2), rotation);
    const decision = await desk.ledger.decision(rotation.id, `${batch.batchId}.1`);
    expect(decision?.skipped.map(({ reason }) => reason)).toEqual(['ALREADY_DECIDED', 'ALREADY_DECIDED']);
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 2 });
  });

  it('is among those that a schedule has try again, as long as it holds something', async () => {
    const { rotation } = await waiting(1);
    expect(await retryEverythingHeld(desk)).toContain(rotation.id);
    await retryAt(minutes(60), rotation);
    expect(await retryEverythingHeld(desk)).not.toContain(rotation.id);
  });
});
