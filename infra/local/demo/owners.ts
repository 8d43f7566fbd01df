import type { ApiClient } from './api-client.ts';

export type DemoOwner = { id: string; email: string; name: string; team: string };
export type DemoTeam = { id: string; name: string; owners: DemoOwner[] };

const people: Record<string, readonly string[]> = {
  North: ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Edsger Dijkstra'],
  South: ['Barbara Liskov', 'Donald Knuth', 'Radia Perlman', 'Tony Hoare'],
  West: ['Margaret Hamilton', 'John McCarthy', 'Frances Allen', 'Ken Thompson'],
};

/** Makes the demo's three teams with four owners each. */
export const createTeams = (api: ApiClient): Promise<DemoTeam[]> =>
  Promise.all(
    Object.entries(people).map(async ([name, names]) => {
      const team = await api.post<{ id: string }>('/ownership/v1/teams', { name });
      const owners = await Promise.all(
        names.map(async (full): Promise<DemoOwner> => {
          const [firstName = '', lastName = ''] = full.split(' ');
          const email = `${firstName}.${lastName}@example.com`.toLowerCase();
          const body = { email, firstName, lastName, seat: 'SALES_PROFESSIONAL', primaryTeamId: team.id };
          const { id } = await api.post<{ id: string }>('/ownership/v1/owners', body);
          return { id, email, name: full, team: name };
        }),
      );
      return { id: team.id, name, owners };
    }),
  );
