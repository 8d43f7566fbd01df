import { type Contender, pickOwners } from './carpool.ts';
import { type Difference, differing, type Value } from './difference.ts';
import type { LoggedDecision } from './logged-decision.ts';
import { type Alignment, alignStandings, newStandings, type Standings } from './standings.ts';

export type Replay = {
  epoch: number;
  /** How many decisions of the epoch the log holds. */
  decisions: number;
  /** How many turns they come to. */
  turns: number;
  matches: boolean;
  /** The first hundred. */
  differences: Difference[];
};

const mostDifferences = 100;

type Step = { standings: Standings; differences: Difference[] };

/** An epoch begins with everybody level; within it whoever comes and goes is let in and out as `keep` has it. */
const alignWithin = (standings: Standings, ownerIds: readonly string[]): Standings =>
  standings.turns === 0
    ? { ...newStandings(standings.rotationId, ownerIds), epoch: standings.epoch }
    : alignStandings(standings, ownerIds, 'keep');

/**
 * The standings as a decision says that it found them. One that differs is believed from there on, so that what one entry has
 * wrong is not told again of all that follow.
 */
const asFound = (standings: Standings, { batchId, eligible, firstTurn }: LoggedDecision): Step => {
  const members = { ...standings.members };
  const compared: [string, Value, Value][] = [];
  for (const [place, ownerId] of eligible.ownerIds.entries()) {
    const found = { credit: eligible.credits[place] ?? 0, count: eligible.counts[place] ?? 0 };
    const { credit, count } = standings.members[ownerId] ?? { credit: null, count: null };
    compared.push([`credit of ${ownerId} before`, credit, found.credit]);
    compared.push([`count of ${ownerId} before`, count, found.count]);
    members[ownerId] = found;
  }
  const next = standings.turns + 1;
  compared.push(['first turn', next, firstTurn ?? next]);
  return {
    standings: { ...standings, members, turns: (firstTurn ?? next) - 1 },
    differences: differing(batchId, compared),
  };
};

const contendersOf = ({ eligible }: LoggedDecision): Contender[] =>
  eligible.ownerIds.map((ownerId, place) => ({
    ownerId,
    weight: eligible.weights[place] ?? 0,
    left: eligible.limits[place] ?? null,
  }));

const replayDecision = (before: Standings, decision: LoggedDecision): Step => {
  const { batchId, eligible, absent, picks, seed, wanted } = decision;
  const aligned = alignWithin(before, [...eligible.ownerIds, ...absent]);
  const found = asFound(aligned, decision);
  const { turns, standings } = pickOwners({
    standings: found.standings,
    eligible: contendersOf(decision),
    turns: wanted,
    seed,
  });
  const first = found.standings.turns + 1;
  const compared = turns.slice(0, picks.ownerIds.length).flatMap(({ ownerId, tied }, place) => {
    const turn = first + place;
    return [
      [`owner in turn ${turn}`, ownerId, picks.ownerIds[place] ?? null],
      [`tied in turn ${turn}`, tied, picks.tied[place] ?? null],
    ] satisfies [string, Value, Value][];
  });
  const given = differing(batchId, [['records given', turns.length, picks.ownerIds.length], ...compared]);
  return { standings, differences: [...found.differences, ...given] };
};

const compareStandings = (expected: Standings, found: Standings): Difference[] => {
  const ownerIds = Object.keys(expected.members).toSorted();
  const level = { credit: 0, count: 0 };
  return differing('standings', [
    ['turns', expected.turns, found.turns],
    ['members', ownerIds, Object.keys(found.members).toSorted()],
    ...ownerIds.flatMap((ownerId): [string, Value, Value][] => {
      const one = expected.members[ownerId] ?? level;
      const other = found.members[ownerId] ?? one;
      return [
        [`credit of ${ownerId}`, one.credit, other.credit],
        [`count of ${ownerId}`, one.count, other.count],
      ];
    }),
  ]);
};

/**
 * Computes the current epoch of a rotation again from its log, bit for bit, and compares everything that is kept of it: the
 * credits and counts that each decision began with, its picks, and the standings after the last.
 *
 * @param log.standings as they are kept; what is younger than they are is left aside, and so are other epochs
 * @param log.decisions in any order
 */
export const replay = (log: {
  standings: Standings;
  decisions: readonly LoggedDecision[];
  alignments: readonly Alignment[];
}): Replay => {
  const { standings: kept } = log;
  const { epoch, version, rotationId } = kept;
  const belongs = (entry: { epoch: number; version: number }): boolean =>
    entry.epoch === epoch && entry.version <= version;
  const decisions = log.decisions.filter(belongs);
  const entries = [...decisions, ...log.alignments.filter(belongs)].toSorted(
    (one, other) => one.version - other.version,
  );
  const differences: Difference[] = [];
  const note = (found: readonly Difference[]): void => {
    differences.push(...found.slice(0, mostDifferences - differences.length));
  };
  // Before the first turn everybody is level, whoever they are.
  let standings: Standings = { ...newStandings(rotationId, Object.keys(kept.members)), epoch };
  for (const entry of entries) {
    if ('ownerIds' in entry) standings = alignWithin(standings, entry.ownerIds);
    else {
      const step = replayDecision(standings, entry);
      standings = step.standings;
      note(step.differences);
    }
  }
  note(compareStandings(standings, kept));
  return {
    epoch,
    decisions: decisions.length,
    turns: standings.turns,
    matches: differences.length === 0,
    differences,
  };
};
