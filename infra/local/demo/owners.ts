import type { OwnershipClient } from '../../../client/ownership-client.ts';

export type DemoOwner = { id: string; email: string; name: string; team: string };
export type DemoTeam = { id: string; name: string; owners: DemoOwner[] };

const people: Record<string, readonly string[]> = {
  North: ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Edsger Dijkstra'],
  South: ['Barbara Liskov', 'Donald Knuth', 'Radia Perlman', 'Tony Hoare'],
  West: ['Margaret Hamilton', 'John McCarthy', 'Frances Allen', 'Ken Thompson'],
};

/** Makes the demo's three teams with four owners each. */
export const createTeams = (rota: OwnershipClient): Promise<DemoTeam[]> =>
  Promise.all(
    Object.entries(people).map(async ([name, names]) => {
      const { body: team } = await rota.createTeam({ name });
      const owners = await Promise.all(
        names.map(async (full): Promise<DemoOwner> => {
          const [firstName = '', lastName = ''] = full.split(' ');
          const email = `${firstName}.${lastName}@example.com`.toLowerCase();
          const { body: owner } = await rota.createOwner({
            email,
            firstName,
            lastName,
            seat: 'SALES_PROFESSIONAL',
            primaryTeamId: team.id,
          });
          return { id: owner.id, email, name: full, team: name };
        }),
      );
      return { id: team.id, name, owners };
    }),
  );
