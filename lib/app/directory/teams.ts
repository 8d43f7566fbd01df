import { Conflict, NotFound } from '../../domain/errors.ts';
import { type Team, teamIdsOf } from '../../domain/owner/owner.ts';
import type { OwnerStore, TeamStore } from '../ports/directory.ts';
import { again, done, untilSettled } from '../retry.ts';

export type TeamDeps = {
  teams: TeamStore;
  owners: Pick<OwnerStore, 'all'>;
  now: () => string;
  newId: () => string;
};

const noTeam = (id: string): NotFound => new NotFound(`There is no team ${id}.`);

export const getTeam = async ({ teams }: Pick<TeamDeps, 'teams'>, id: string): Promise<Team> => {
  const team = await teams.get(id);
  if (team === undefined) throw noTeam(id);
  return team;
};

export const createTeam = async (deps: TeamDeps, { name }: { name: string }): Promise<Team> => {
  const at = deps.now();
  return untilSettled(async () => {
    const team: Team = { id: deps.newId(), name, createdAt: at, updatedAt: at };
    if (await deps.teams.create(team)) return done(team);
    // The same request may have made it before.
    const there = await deps.teams.get(team.id);
    return there?.createdAt === at ? done(there) : again;
  });
};

export const renameTeam = async (deps: TeamDeps, id: string, { name }: { name: string }): Promise<Team> => {
  const team: Team = { ...(await getTeam(deps, id)), name, updatedAt: deps.now() };
  if (!(await deps.teams.replace(team))) throw noTeam(id);
  return team;
};

/** @throws Conflict as long as owners belong to the team, since rotations among it would lose them without a word */
export const deleteTeam = async (deps: TeamDeps, id: string): Promise<void> => {
  const members = (await deps.owners.all()).filter((owner) => teamIdsOf(owner).includes(id));
  if (members.length > 0) {
    const message = `Team ${id} still has ${members.length} member${members.length === 1 ? '' : 's'}.`;
    throw new Conflict(message, [{ message, in: 'teamId', code: 'TEAM_HAS_MEMBERS' }]);
  }
  if (!(await deps.teams.delete(id))) throw noTeam(id);
};
