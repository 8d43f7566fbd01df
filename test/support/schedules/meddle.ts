import { assign } from '../../../lib/app/assign.ts';
import { updateOwner } from '../../../lib/app/directory/owners.ts';
import { saveSettings } from '../../../lib/app/directory/settings.ts';
import { archiveRecord, updateRecord } from '../../../lib/app/records/update-record.ts';
import { retryEverythingHeld } from '../../../lib/app/rotation/retry-held.ts';
import { deleteRotation, updateRotation } from '../../../lib/app/rotation/set-up.ts';
import { defaultSettings } from '../../../lib/domain/settings.ts';
import { between, oneOf } from '../draws.ts';
import { attempt } from './attempt.ts';
import { lift, raise } from './fences.ts';
import { someLastResort, somePool } from './set-the-scene.ts';
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

/** Lets an owner go or come back. Once it is answered that they are gone, nothing may be given to them any more. */
const switchOwner: Deed = async (world, { draw, deps }) => {
  const ownerId = oneOf(draw, world.ownerIds);
  const active = draw(3) === 0;
  lift(world, 'GONE', { ownerId });
  await updateOwner(deps, ownerId, { active });
  if (!active) raise(world, 'GONE', { ownerId });
};

/** Gives a rotation other members. Once it is answered, it may give nothing to those who are none any more. */
const changeMembers: Deed = async (world, { draw, deps }) => {
  const rotationId = oneOf(draw, world.rotationIds);
  lift(world, 'NO_MEMBER', { rotationId });
  const { pool } = await updateRotation(deps, rotationId, { pool: somePool(draw, world) });
  const members = pool.kind === 'owners' ? pool.members.map(({ ownerId }) => ownerId) : [];
  for (const ownerId of world.ownerIds) {
    if (!members.includes(ownerId)) raise(world, 'NO_MEMBER', { rotationId, ownerId });
  }
};

const allSpring = [{ from: '2026-03-01', until: '2026-06-30' }];

/** Sends an owner on leave, or calls them back. Rotations that mind it may give them nothing once that is answered. */
const sendOnLeave: Deed = async (world, { draw, deps }) => {
  const ownerId = oneOf(draw, world.ownerIds);
  const outOfOffice = draw(3) === 0 ? [] : allSpring;
  lift(world, 'ON_LEAVE', { ownerId });
  await updateOwner(deps, ownerId, { availability: { timeZone: 'UTC', workingHours: null, outOfOffice } });
  if (outOfOffice.length === 0) return;
  for (const rotationId of world.minding) raise(world, 'ON_LEAVE', { rotationId, ownerId });
};

/** The account comes to ask for seats, which only some have, or asks for none any more. */
const changeSeatRule: Deed = async (world, { draw, deps }) => {
  const subscriptionPurchasedOn = oneOf(draw, ['2020-01-01', null]);
  lift(world, 'NO_SEAT');
  await saveSettings(deps, { ...defaultSettings, subscriptionPurchasedOn });
  if (subscriptionPurchasedOn === null) return;
  for (const rotationId of world.rotationIds)
    for (const ownerId of world.withoutSeat) raise(world, 'NO_SEAT', { rotationId, ownerId });
};

const changeTeam: Deed = (world, { draw, deps }) =>
  updateOwner(deps, oneOf(draw, world.ownerIds), { primaryTeamId: oneOf(draw, ['31', '32', null]) });

const changeRest: Deed = (world, { draw, deps }) => {
  const rotationId = oneOf(draw, world.rotationIds);
  const overwrite = draw(3) === 0;
  if (overwrite) world.overwriting.add(rotationId);
  const onMembersChange = oneOf(draw, ['keep', 'reset'] as const);
  return updateRotation(deps, rotationId, { overwrite, onMembersChange, ...someLastResort(draw, world) });
};

const removeRotation: Deed = async (world, { draw, deps }) => {
  const rotationId = oneOf(draw, world.rotationIds);
  await deleteRotation(deps, rotationId);
  raise(world, 'DELETED', { rotationId });
};

/** Time goes by, and the clock has everything tried again that is held. */
const letTimePass: Deed = (world, { draw, deps }) => {
  world.skip(oneOf(draw, [5, 60, 240, 1_000]));
  return retryEverythingHeld(deps);
};

const byAdmin: readonly Deed[] = [
  switchOwner,
  switchOwner,
  changeMembers,
  changeMembers,
  changeTeam,
  sendOnLeave,
  changeRest,
  removeRotation,
  letTimePass,
];

/** Does some of these now and then; what is refused, or fails for a fault, is left at that. */
const meddle =
  (deeds: readonly Deed[], most: number) =>
  async (world: World, participant: Participant): Promise<void> => {
    const { draw, actor } = participant;
    const times = between(draw, 0, most);
    for (let n = 0; n < times; n++) {
      await actor.pass(draw(20));
      await attempt(world, participant, () => oneOf(draw, deeds)(world, participant, n));
    }
  };

export const meddleByHand = meddle(byHand, 10);
export const meddleAsAdmin = meddle(byAdmin, 8);
/** To be done in fair weather: settings have no version, and a request that arrives late would bring old ones back. */
export const meddleWithSettings = meddle([changeSeatRule], 2);
