import type { Problem } from '../../domain/errors.ts';
import type { TeamStore } from '../ports/directory.ts';

/** A problem for each of the teams named that does not exist, naming the field that names it. */
export const unknownTeams = async (
  teams: Pick<TeamStore, 'get'>,
  named: readonly { field: string; id: string }[],
): Promise<Problem[]> => {
  const problems = await Promise.all(
    named.map(async ({ field, id }): Promise<Problem[]> => {
      const team = await teams.get(id);
      return team === undefined
        ? [{ in: field, code: 'TEAM_NOT_FOUND', message: `There is no team ${id}.` }]
        : [];
    }),
  );
  return problems.flat();
};
