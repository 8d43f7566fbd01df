import { type ApiClient, waitFor } from './api-client.ts';
import type { DemoTeam } from './owners.ts';
import type { Progress } from './terminal.ts';

/** The most records that one request may enroll. */
const largestEnrollment = 10_000;

type Standings = { turns: number; members: { ownerId: string; count: number }[] };

/**
 * Makes a rotation among a team, enrolls the records and waits until all are given.
 *
 * @returns how many each owner got
 */
export const rotateContacts = async (
  api: ApiClient,
  team: DemoTeam,
  recordIds: string[],
  progress: Progress,
): Promise<Map<string, number>> => {
  const body = { name: `Inbound, ${team.name}`, objectType: 'contacts', teamIds: [team.id] };
  const { id } = await api.post<{ id: string }>('/ownership/v1/rotations', body);
  for (let start = 0; start < recordIds.length; start += largestEnrollment) {
    await api.post(`/ownership/v1/rotations/${id}/enrollments`, {
      recordIds: recordIds.slice(start, start + largestEnrollment),
    });
  }
  const standings = await waitFor(
    'The rotation',
    recordIds.length,
    async () => {
      const now = await api.get<Standings>(`/ownership/v1/rotations/${id}/standings`);
      progress(now.turns, recordIds.length);
      return now;
    },
    ({ turns }) => turns >= recordIds.length,
  );
  return new Map(standings.members.map(({ ownerId, count }) => [ownerId, count]));
};
