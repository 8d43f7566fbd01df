import { type Problem, refuseAny } from '../../domain/errors.ts';
import type { Pool } from '../../domain/rotation/rotation.ts';
import { unknownTeams } from '../directory/unknown-teams.ts';
import type { RotationDeps } from './rotation-deps.ts';

const repeated = (ids: readonly string[], field: (n: number) => string): Problem[] =>
  ids.flatMap((id, n) =>
    ids.indexOf(id) === n ? [] : [{ in: field(n), code: 'NAMED_TWICE', message: `${id} is named twice.` }],
  );

const ownerProblems = async (
  ids: readonly string[],
  deps: Pick<RotationDeps, 'owners'>,
): Promise<Problem[]> => {
  const known = new Map((await deps.owners.all()).map((owner) => [owner.id, owner]));
  const field = (n: number) => `members[${n}].ownerId`;
  const unknown = ids.flatMap((id, n): Problem[] => {
    const owner = known.get(id);
    if (owner === undefined)
      return [{ in: field(n), code: 'OWNER_NOT_FOUND', message: `There is no owner ${id}.` }];
    return owner.active
      ? []
      : [{ in: field(n), code: 'OWNER_DEACTIVATED', message: `Owner ${id} is deactivated.` }];
  });
  return [...unknown, ...repeated(ids, field)];
};

const teamProblems = async (
  ids: readonly string[],
  deps: Pick<RotationDeps, 'teams'>,
): Promise<Problem[]> => {
  const field = (n: number) => `teamIds[${n}]`;
  const unknown = await unknownTeams(
    deps.teams,
    ids.map((id, n) => ({ field: field(n), id })),
  );
  return [...unknown, ...repeated(ids, field)];
};

/** @throws Invalid naming every member or team that does not exist, is deactivated, or is named twice */
export const checkPool = async (pool: Pool, deps: Pick<RotationDeps, 'owners' | 'teams'>): Promise<void> => {
  const problems =
    pool.kind === 'owners'
      ? await ownerProblems(
          pool.members.map(({ ownerId }) => ownerId),
          deps,
        )
      : await teamProblems(pool.teamIds, deps);
  refuseAny(problems);
};
