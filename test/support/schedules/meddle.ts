import { assign } from '../../../lib/app/assign.ts';
import { updateOwner } from '../../../lib/app/directory/owners.ts';
import { archiveRecord, updateRecord } from '../../../lib/app/records/update-record.ts';
import { retryEverythingHeld } from '../../../lib/app/rotation/retry-held.ts';
import { deleteRotation, getRotation, updateRotation } from '../../../lib/app/rotation/set-up.ts';
import { between, oneOf } from '../draws.ts';
import { attempt } from './attempt.ts';
import { lift, raise } from './fences.ts';
import { someFallback, somePool } from './set-the-scene.ts';
import type { Participant, World } from './world.ts';

type Deed = (world: World, participant: Participant, n: number) => Promise<unknown>;

/** What may be done to a record while it is enrolled. */
const byHand: readonly Deed[] = [
  ({ recordIds, ownerIds }, { draw, deps, name }, n) =>
    assign(
      deps,
      {
        objectType: 'contacts',
        recordId: oneOf(draw, recordIds),
        owner: { ownerId: oneOf(draw, [...ownerIds, null]) },
        overwrite: draw(2) === 0,
      },
      { actor: name, requestId: `${name}${n}` },
    ),
  ({ recordIds }, { draw, deps, name }, n) =>
    updateRecord(
      deps,
      'contacts',
      oneOf(draw, recordIds),
      { firstname: `${name} ${n}` },
      { actor: name, requestId: `${name}${n}` },
    ),
  ({ recordIds }, { draw, deps, name }, n) =>
    archiveRecord(deps, 'contacts', oneOf(draw, recordIds), { actor: name, requestId: `${name}${n}` }),
];

/** What may be done to rotations and owners. Whatever takes somebody out of them raises a fence once it is answered. */
const byAdmin: readonly Deed[] = [
  async (world, { draw, deps }) => {
    const rotationId = oneOf(draw, world.rotationIds);
    lift(world, { rotationId });
    const { pool } = await updateRotation(deps, rotationId, { pool: somePool(draw, world.ownerIds) });
    const members = pool.kind === 'owners' ? pool.members.map(({ ownerId }) => ownerId) : [];
    for (const ownerId of world.ownerIds) {
      if (!members.includes(ownerId)) raise(world, { rotationId, ownerId });
    }
  },
  async (world, { draw, deps }) => {
    const ownerId = oneOf(draw, world.ownerIds);
    const active = draw(3) === 0;
    lift(world, { ownerId });
    await updateOwner(deps, ownerId, { active });
    if (!active) raise(world, { ownerId });
  },
  (world, { draw, deps }) =>
    updateOwner(deps, oneOf(draw, world.ownerIds), { primaryTeamId: oneOf(draw, ['31', '32', null]) }),
  (world, { draw, deps }) =>
    updateRotation(deps, oneOf(draw, world.rotationIds), {
      name: 'Renamed',
      overwrite: draw(2) === 0,
      onMembersChange: oneOf(draw, ['keep', 'reset'] as const),
      hold: draw(2) === 0 ? { until: between(draw, 1, 300) } : null,
      fallback: someFallback(draw, world),
    }),
  async (world, { draw, deps }) => {
    if (draw(3) !== 0) return;
    const rotationId = oneOf(draw, world.rotationIds);
    await deleteRotation(deps, rotationId);
    raise(world, { rotationId });
  },
  async (world, { draw, deps }) => {
    const { id } = await getRotation(deps, oneOf(draw, world.rotationIds));
    world.skip(between(draw, 1, 200));
    await deps.queue.retryHeld([id]);
  },
  (world, { draw, deps }) => {
    world.skip(between(draw, 1, 1_000));
    return retryEverythingHeld(deps);
  },
];

/** Does some of these now and then; what is refused, or fails for a fault, is left at that. */
const meddle =
  (deeds: readonly Deed[], most: number) =>
  async (world: World, participant: Participant): Promise<void> => {
    const { draw, actor } = participant;
    const times = between(draw, 0, most);
    for (let n = 0; n < times; n++) {
      await actor.pass(draw(25));
      await attempt(world, participant, () => oneOf(draw, deeds)(world, participant, n));
    }
  };

export const meddleByHand = meddle(byHand, 10);
export const meddleAsAdmin = meddle(byAdmin, 6);
