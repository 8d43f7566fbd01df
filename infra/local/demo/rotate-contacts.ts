import type { OwnershipClient } from '../../../client/ownership-client.ts';
import { largestEnrollment } from '../../../lib/app/rotation/enroll.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import type { DemoTeam } from './owners.ts';
import type { Progress } from './terminal.ts';
import { waitFor } from './wait-for.ts';

/**
 * Makes a rotation among a team, enrolls the records and waits until all are given.
 *
 * @returns how many each owner got
 */
export const rotateContacts = async (
  rota: OwnershipClient,
  team: DemoTeam,
  recordIds: string[],
  progress: Progress,
): Promise<Map<string, number>> => {
  const { body: rotation } = await rota.createRotation({
    name: `Inbound, ${team.name}`,
    objectType: 'contacts',
    teamIds: [team.id],
  });
  for (const some of chunksOf(recordIds, largestEnrollment)) {
    await rota.enrollInRotation(rotation.id, { recordIds: some });
  }
  const standings = await waitFor(
    'The rotation',
    recordIds.length,
    async () => {
      const { body: now } = await rota.getStandings(rotation.id);
      progress(now.turns, recordIds.length);
      return now;
    },
    ({ turns }) => turns >= recordIds.length,
  );
  return new Map(standings.members.map(({ ownerId, count }) => [ownerId, count]));
};
