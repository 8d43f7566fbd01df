import { largestEnrollment } from '../../../lib/app/rotation/enroll.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import { type ApiClient, waitFor } from './api-client.ts';
import type { DemoTeam } from './owners.ts';
import type { Progress } from './terminal.ts';

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
  for (const some of chunksOf(recordIds, largestEnrollment)) {
    await api.post(`/ownership/v1/rotations/${id}/enrollments`, { recordIds: some });
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
