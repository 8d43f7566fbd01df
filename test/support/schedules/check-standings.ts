import type { Decision } from '../../../lib/domain/rotation/decision.ts';
import type { Ended } from './evidence.ts';

type Event = { version: number; epoch: number; ownerIds: string[]; decision?: Decision };

const membersIn = ({ eligible, excluded }: Decision): string[] => [
  ...eligible.map(({ ownerId }) => ownerId),
  ...excluded
    .filter(({ reasons }) => !reasons.includes('NOT_PRIMARY_TEAM_MEMBER'))
    .map(({ ownerId }) => ownerId),
];

const eventsOf = ({ decisions, alignments }: Ended): Event[] =>
  [
    ...decisions.map((decision) => {
      const { version, epoch } = decision;
      return { version, epoch, ownerIds: membersIn(decision), decision };
    }),
    ...alignments,
  ].toSorted((a, b) => a.version - b.version);

/**
 * Counts once more, from the log alone and in another way than the product does, what everybody received, and compares it with
 * what each decision saw and with what the standings say.
 */
export const checkStandings = (ended: Ended): string[] => {
  const { rotation, standings, held, replayed } = ended;
  const problems: string[] = [];
  const claim = (holds: boolean, what: string): void => {
    if (!holds) problems.push(`Rotation ${rotation.id}: ${what}`);
  };
  let counts = new Map<string, number>();
  let epoch = 0;
  let turns = 0;
  let version = 1;
  for (const event of eventsOf(ended)) {
    claim(event.version > version, `version ${event.version} comes twice`);
    claim(event.epoch >= epoch, `epoch ${event.epoch} comes after ${epoch}`);
    ({ version } = event);
    if (event.epoch !== epoch) {
      counts = new Map();
      turns = 0;
      ({ epoch } = event);
    }
    counts = new Map(event.ownerIds.map((ownerId) => [ownerId, counts.get(ownerId) ?? 0]));
    for (const { ownerId, count } of event.decision?.eligible ?? []) {
      claim(
        counts.get(ownerId) === count,
        `decision ${version} sees ${count} of ${ownerId}, not ${counts.get(ownerId)}`,
      );
    }
    for (const { turn, ownerId } of event.decision?.picks ?? []) {
      turns += 1;
      claim(turn === turns, `turn ${turn} of epoch ${epoch} comes where ${turns} should`);
      claim(counts.has(ownerId), `${ownerId} receives without being a member`);
      counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
    }
    for (const { ownerId, left } of event.decision?.eligible ?? []) {
      const received = event.decision?.picks.filter((pick) => pick.ownerId === ownerId).length ?? 0;
      claim(left === null || received <= left, `${ownerId} receives ${received} of ${left}`);
    }
  }
  const members = Object.entries(standings.members);
  const credits = members.reduce((sum, [, { credit }]) => sum + credit, 0);
  claim(credits === 0, `credits sum to ${credits}`);
  if (epoch > 0) {
    claim(standings.epoch === epoch, `epoch ${standings.epoch} was never begun`);
    claim(standings.turns === turns, `${standings.turns} turns, not ${turns}`);
    const counted = Object.fromEntries(counts);
    const stored = Object.fromEntries(members.map(([ownerId, { count }]) => [ownerId, count]));
    claim(
      JSON.stringify(Object.entries(counted).sort()) === JSON.stringify(Object.entries(stored).sort()),
      `counts are ${JSON.stringify(stored)}, not ${JSON.stringify(counted)}`,
    );
  }
  claim(replayed.matches, `a replay differs: ${JSON.stringify(replayed.differences.slice(0, 3))}`);
  claim(version <= standings.version, `version ${standings.version} is behind the log`);
  claim(held === 0, `${held} batches are still held`);
  return problems;
};
