import { type Problem, refuseAny } from '../../domain/errors.ts';
import { candidatesOf, isPermitted } from '../../domain/rotation/eligibility.ts';
import type { Pool, Rotation } from '../../domain/rotation/rotation.ts';
import { unknownTeams } from '../directory/unknown-teams.ts';
import type { RotationDeps } from './rotation-deps.ts';

type PoolDeps = Pick<RotationDeps, 'owners' | 'teams' | 'settings' | 'now'>;

const repeated = (ids: readonly string[], field: (n: number) => string): Problem[] =>
  ids.flatMap((id, n) =>
    ids.indexOf(id) === n ? [] : [{ in: field(n), code: 'NAMED_TWICE', message: `${id} is named twice.` }],
  );

const namesOwner = (pool: Pool | undefined, id: string): boolean =>
  pool?.kind === 'owners' && pool.members.some(({ ownerId }) => ownerId === id);

const namesTeam = (pool: Pool | undefined, id: string): boolean =>
  pool?.kind === 'teams' && pool.teamIds.includes(id);

const ownerProblems = async (
  ids: readonly string[],
  deps: PoolDeps,
  before: Pool | undefined,
): Promise<Problem[]> => {
  const known = new Map((await deps.owners.all()).map((owner) => [owner.id, owner]));
  const field = (n: number) => `members[${n}].ownerId`;
  const unknown = ids.flatMap((id, n): Problem[] => {
    const owner = known.get(id);
    if (owner === undefined)
      return [{ in: field(n), code: 'OWNER_NOT_FOUND', message: `There is no owner ${id}.` }];
    return owner.active || namesOwner(before, id)
      ? []
      : [{ in: field(n), code: 'OWNER_DEACTIVATED', message: `Owner ${id} is deactivated.` }];
  });
  return [...unknown, ...repeated(ids, field)];
};

const teamField = (n: number): string => `teamIds[${n}]`;

/** HubSpot takes a team only if somebody in it may get records. Whether they are at work this minute does not matter. */
const emptyTeams = async (
  rotation: Rotation,
  teamIds: readonly string[],
  deps: PoolDeps,
  before: Pool | undefined,
): Promise<Problem[]> => {
  const [everybody, seatRule] = await Promise.all([deps.owners.all(), deps.settings.get()]);
  const surroundings = { everybody, seatRule, daily: {}, at: deps.now() };
  return teamIds.flatMap((id, n): Problem[] => {
    const alone: Rotation = { ...rotation, pool: { kind: 'teams', teamIds: [id] } };
    if (namesTeam(before, id) || candidatesOf(alone, surroundings).some(isPermitted)) return [];
    const message = `Nobody of team ${id} may get ${rotation.objectType}: it needs a primary member who is active, has access to them and, if the account asks for one, a paid seat.`;
    return [{ in: teamField(n), code: 'TEAM_HAS_NO_ELIGIBLE_MEMBER', message }];
  });
};

const teamProblems = async (
  rotation: Rotation,
  ids: readonly string[],
  deps: PoolDeps,
  before: Pool | undefined,
): Promise<Problem[]> => {
  const unknown = await unknownTeams(
    deps.teams,
    ids.map((id, n) => ({ field: teamField(n), id })),
  );
  const problems = [...unknown, ...repeated(ids, teamField)];
  return problems.length > 0 ? problems : emptyTeams(rotation, ids, deps, before);
};

/**
 * Whoever has left since the rotation was set up does not keep its other members from being changed.
 *
 * @param before whom the rotation drew from until now; undefined if it is new
 * @throws Invalid naming every member or team that does not exist or is named twice, and of those that are new every member who is
 * deactivated and every team of which nobody may get such records
 */
export const checkPool = async (
  rotation: Rotation,
  deps: PoolDeps,
  before: Pool | undefined = undefined,
): Promise<void> => {
  const { pool } = rotation;
  refuseAny(
    pool.kind === 'owners'
      ? await ownerProblems(
          pool.members.map(({ ownerId }) => ownerId),
          deps,
          before,
        )
      : await teamProblems(rotation, pool.teamIds, deps, before),
  );
};
