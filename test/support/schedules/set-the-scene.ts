import { createRotation, type RotationFields } from '../../../lib/app/rotation/set-up.ts';
import type { Availability } from '../../../lib/domain/owner/availability.ts';
import type { Draw } from '../../../lib/domain/rotation/random.ts';
import type { Fallback, Pool } from '../../../lib/domain/rotation/rotation.ts';
import { anOwner, aRecord, aTeam } from '../builders.ts';
import { between, drawsOf, oneOf, someOf } from '../draws.ts';
import { join, type World } from './world.ts';

const teamIds = ['31', '32'];

const officeHours = (draw: Draw): Availability => ({
  timeZone: oneOf(draw, ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo']),
  workingHours: [
    { days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'], from: '09:00', until: '17:30' },
  ],
  outOfOffice: [],
});

/** Owners by name, with weights that are mostly equal and caps that are rare. */
export const somePool = (draw: Draw, ownerIds: readonly string[]): Pool => {
  const weighted = draw(3) === 0;
  const capped = draw(4) === 0;
  return {
    kind: 'owners',
    members: someOf(draw, ownerIds).map((ownerId) => ({
      ownerId,
      weight: weighted ? between(draw, 1, 5) : 1,
      ...(capped && draw(2) === 0 ? { dailyCap: between(draw, 1, 6) } : {}),
    })),
  };
};

export const someFallback = (draw: Draw, { rotationIds, ownerIds }: World): Fallback[] => [
  ...(rotationIds.length > 0 && draw(2) === 0 ? [{ rotationId: oneOf(draw, rotationIds) }] : []),
  ...(draw(2) === 0 ? [{ ownerId: oneOf(draw, ownerIds) }] : []),
];

const someRotation = (draw: Draw, world: World): RotationFields => ({
  name: `Rotation ${world.rotationIds.length}`,
  objectType: 'contacts',
  pool: draw(5) === 0 ? { kind: 'teams', teamIds: someOf(draw, teamIds) } : somePool(draw, world.ownerIds),
  overwrite: draw(5) < 2,
  onlyAvailable: draw(4) === 0,
  onMembersChange: draw(2) === 0 ? 'keep' : 'reset',
  fallback: draw(3) === 0 ? someFallback(draw, world) : [],
  hold: draw(3) === 0 ? { until: between(draw, 1, 600) } : null,
});

/** Owners, teams, rotations and contacts, as they are before anything happens. */
export const setTheScene = async (world: World): Promise<void> => {
  const draw = drawsOf(world.schedule, 'scene');
  const { deps, actor } = join(world, 'scene', { calm: true });
  for (const id of teamIds) await deps.teams.create(aTeam({ id }));
  const howMany = between(draw, 3, 7);
  for (let n = 0; n < howMany; n++) {
    const id = String(1_001 + n);
    const owner = anOwner({
      id,
      // The first two belong to the teams, so that neither is ever without a member.
      primaryTeamId: teamIds[n] ?? oneOf(draw, [...teamIds, null]),
      secondaryTeamIds: draw(3) === 0 ? someOf(draw, teamIds) : [],
      availability: draw(3) === 0 ? officeHours(draw) : null,
    });
    await deps.owners.create(owner);
    world.ownerIds.push(id);
  }
  const rotations = between(draw, 1, 3);
  for (let n = 0; n < rotations; n++) {
    world.rotationIds.push((await createRotation(deps, someRotation(draw, world))).id);
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
