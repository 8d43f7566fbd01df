import { updateOwner } from '../../../lib/app/directory/owners.ts';
import { createRotation, type RotationFields } from '../../../lib/app/rotation/set-up.ts';
import type { Availability } from '../../../lib/domain/owner/availability.ts';
import { weekdays } from '../../../lib/domain/owner/local-time.ts';
import type { Draw } from '../../../lib/domain/rotation/random.ts';
import type { Pool, Rotation } from '../../../lib/domain/rotation/rotation.ts';
import { anOwner, aRecord, aTeam } from '../builders.ts';
import { between, drawsOf, oneOf, someOf } from '../draws.ts';
import { join, type World } from './world.ts';

const teamIds = ['31', '32'];

/** Somebody's hours. The run begins at 08:00 UTC: some are at work, some are about to be, some have just left. */
const officeHours = (draw: Draw): Availability => ({
  timeZone: oneOf(draw, ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Asia/Kolkata']),
  workingHours: [{ days: [...weekdays], from: '09:00', until: oneOf(draw, ['12:00', '17:30']) }],
  outOfOffice: [],
});

/** Owners by name, with weights that are mostly equal. In a scarce world they are few, and mostly capped. */
export const somePool = (draw: Draw, { ownerIds, scarce }: World): Pool => {
  const weighted = draw(3) === 0;
  const capped = draw(scarce ? 2 : 8) === 0;
  return {
    kind: 'owners',
    members: someOf(draw, ownerIds, scarce ? 2 : ownerIds.length).map((ownerId) => ({
      ownerId,
      weight: weighted ? between(draw, 1, 5) : 1,
      ...(capped && draw(8) !== 0 ? { dailyCap: between(draw, 1, scarce ? 3 : 6) } : {}),
    })),
  };
};

/** What to do with nobody: in a scarce world mostly something, else mostly nothing. */
export const someLastResort = (draw: Draw, world: World): Pick<Rotation, 'fallback' | 'hold'> => {
  const { rotationIds, ownerIds } = world;
  const maybe = (scarce: number, plenty: number): boolean => draw(12) < (world.scarce ? scarce : plenty);
  return {
    fallback: [
      ...(rotationIds.length > 0 && maybe(9, 2) ? [{ rotationId: oneOf(draw, rotationIds) }] : []),
      ...(maybe(5, 1) ? [{ ownerId: oneOf(draw, ownerIds) }] : []),
    ],
    hold: maybe(4, 2) ? { until: between(draw, 1, 600) } : null,
  };
};

const someRotation = (draw: Draw, world: World): RotationFields => ({
  name: `Rotation ${world.rotationIds.length}`,
  objectType: 'contacts',
  pool: draw(5) === 0 ? { kind: 'teams', teamIds: someOf(draw, teamIds) } : somePool(draw, world),
  overwrite: draw(5) < 2,
  onlyAvailable: draw(world.scarce ? 2 : 8) === 0,
  onMembersChange: draw(2) === 0 ? 'keep' : 'reset',
  ...someLastResort(draw, world),
});

/** Owners, teams, rotations and contacts, as they are before anything happens. */
export const setTheScene = async (world: World): Promise<void> => {
  const draw = drawsOf(world.schedule, 'scene');
  const { deps, actor } = join(world, 'scene', { weather: 'calm' });
  for (const id of teamIds) await deps.teams.create(aTeam({ id }));
  const howMany = between(draw, 3, 7);
  for (let n = 0; n < howMany; n++) {
    const id = String(1_001 + n);
    const seat = oneOf(draw, ['NONE', 'SALES_PROFESSIONAL'] as const);
    if (seat === 'NONE') world.withoutSeat.add(id);
    const owner = anOwner({
      id,
      seat,
      // The first two belong to the teams, so that neither is ever without a member.
      primaryTeamId: teamIds[n] ?? oneOf(draw, [...teamIds, null]),
      secondaryTeamIds: draw(3) === 0 ? someOf(draw, teamIds) : [],
      availability: draw(world.scarce ? 2 : 6) === 0 ? officeHours(draw) : null,
    });
    await deps.owners.create(owner);
    world.ownerIds.push(id);
  }
  const rotations = between(draw, world.scarce ? 2 : 1, 3);
  for (let n = 0; n < rotations; n++) {
    const { id, overwrite, onlyAvailable } = await createRotation(deps, someRotation(draw, world));
    world.rotationIds.push(id);
    if (overwrite) world.overwriting.add(id);
    if (onlyAvailable) world.minding.add(id);
  }
  for (const id of world.scarce ? world.ownerIds : []) {
    if (draw(3) === 0) await updateOwner(deps, id, { active: false });
  }
  const contacts = Array.from({ length: between(draw, 20, 60) }, (_, n) =>
    aRecord('contacts', {
      id: String(10_001 + n),
      properties: {
        firstname: `Contact ${n}`,
        ...(draw(10) === 0 ? { hubspot_owner_id: oneOf(draw, world.ownerIds) } : {}),
      },
    }),
  );
  await deps.records.commit(contacts.map((record) => ({ before: undefined, after: record })));
  world.recordIds.push(...contacts.map(({ id }) => id));
  actor.leave();
};
