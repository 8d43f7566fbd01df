import { type Candidate, candidatesOf, isEligible } from '../../domain/rotation/eligibility.ts';
import { alignStandings } from '../../domain/rotation/standings.ts';
import type { RotationDeps } from './rotation-deps.ts';
import { getRotation } from './set-up.ts';

export type ShownStandings = {
  epoch: number;
  turns: number;
  members: (Candidate & { count: number; credit: number; eligible: boolean })[];
};

/**
 * Who has received how many in this epoch, who would take part in the next turn, and why the others would not. Members who
 * joined or left a team since the last decision are shown as that turn will see them.
 *
 * @throws NotFound if there is no such rotation
 */
export const showStandings = async (
  deps: Pick<RotationDeps, 'rotations' | 'ledger' | 'owners' | 'settings'>,
  id: string,
): Promise<ShownStandings> => {
  const [rotation, standings, everybody, settings] = await Promise.all([
    getRotation(deps, id),
    deps.ledger.standings(id),
    deps.owners.all(),
    deps.settings.get(),
  ]);
  if (standings === undefined) throw new Error(`Rotation ${id} has no standings.`);
  const candidates = candidatesOf(rotation, everybody, settings);
  const ownerIds = candidates.map(({ ownerId }) => ownerId);
  const { epoch, turns, members } = alignStandings(standings, ownerIds, rotation.onMembersChange);
  return {
    epoch,
    turns,
    members: candidates.map((candidate) => ({
      ...candidate,
      ...(members[candidate.ownerId] ?? { count: 0, credit: 0 }),
      eligible: isEligible(candidate),
    })),
  };
};
