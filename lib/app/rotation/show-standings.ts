import { countOn } from '../../domain/rotation/daily-counts.ts';
import { type Candidate, isEligible, memberIdsOf } from '../../domain/rotation/eligibility.ts';
import { alignStandings } from '../../domain/rotation/standings.ts';
import { currentStandings } from './current-standings.ts';
import { candidatesNow } from './members-now.ts';
import type { RotationDeps } from './rotation-deps.ts';
import { getRotation } from './set-up.ts';

export type ShownStandings = {
  epoch: number;
  turns: number;
  members: (Pick<Candidate, 'ownerId' | 'weight' | 'dailyCap' | 'reasons'> & {
    count: number;
    credit: number;
    countToday: number;
    eligible: boolean;
  })[];
};

/**
 * Who has received how many in this epoch, and on this day of theirs; who would take part in the next turn, and why the others would
 * not. Members who joined or left since the last decision are shown as that turn will see them.
 *
 * @throws NotFound if there is no such rotation
 */
export const showStandings = async (
  deps: Pick<RotationDeps, 'rotations' | 'ledger' | 'owners' | 'settings' | 'now'>,
  id: string,
): Promise<ShownStandings> => {
  const rotation = await getRotation(deps, id);
  const standings = await currentStandings(deps, id);
  const candidates = await candidatesNow(deps, rotation, standings, deps.now());
  const { epoch, turns, members } = alignStandings(
    standings,
    memberIdsOf(candidates),
    rotation.onMembersChange,
  );
  return {
    epoch,
    turns,
    members: candidates.map(({ left: _left, day, ...candidate }) => ({
      ...candidate,
      ...(members[candidate.ownerId] ?? { count: 0, credit: 0 }),
      countToday: countOn(standings.daily, { ownerId: candidate.ownerId, day }),
      eligible: isEligible({ ...candidate, day, left: _left }),
    })),
  };
};
