import { pickOwners } from './carpool.ts';
import { hundredths } from './hundredths.ts';
import { type Draw, seededDraw } from './random.ts';
import type { Standings } from './standings.ts';
import { countTurn, larger, newTally, type Tally } from './tally.ts';

/** A run of records by their numbers, the first of a simulation being 1; both ends belong to it. */
export type Span = { from: number; until: number };

/** A member as a simulation takes them: `left` is the most that they may get in it, null for any number. */
export type SimulatedMember = { ownerId: string; weight: number; left: number | null; away: readonly Span[] };

/** How a member fared, in records; fractions are rounded to hundredths. */
export type Fared = {
  ownerId: string;
  weight: number;
  count: number;
  /** Their part by weight of the records that were given while they took part. */
  fairShare: number;
  /** The furthest that their count ever was from their fair share until then. */
  deviation: number;
  /** The most records that went to others between two of theirs, while they took part; null for fewer than two. */
  longestWait: number | null;
};

export type Simulation = {
  records: number;
  given: number;
  /** The records for which nobody was there. */
  notGiven: number;
  seed: string;
  largestDeviation: number;
  longestWait: number | null;
  members: Fared[];
};

type Player = Tally & SimulatedMember;

/** The runs of records within which nobody comes or goes. */
const stretchesOf = (members: readonly SimulatedMember[], records: number): Span[] => {
  const changes = members.flatMap(({ away }) => away.flatMap(({ from, until }) => [from, until + 1]));
  const starts = [...new Set([1, ...changes])]
    .filter((start) => start <= records)
    .toSorted((one, other) => one - other);
  return starts.map((from, n) => ({ from, until: (starts[n + 1] ?? records + 1) - 1 }));
};

const isThere = ({ away, left }: SimulatedMember, record: number): boolean =>
  left !== 0 && away.every(({ from, until }) => record < from || record > until);

/** Counts the turns of one stretch for everybody who took part in each, and against the limits of whoever got the record. */
const countTurns = (present: readonly Player[], winnerIds: readonly string[]): void => {
  let players = present;
  const byId = new Map(present.map((player) => [player.ownerId, player]));
  for (const ownerId of winnerIds) {
    countTurn(players, ownerId);
    const winner = byId.get(ownerId);
    if (winner === undefined || winner.left === null) continue;
    winner.left -= 1;
    if (winner.left === 0) players = players.filter((player) => player !== winner);
  }
};

const nextSeed = (draw: Draw): string =>
  Array.from({ length: 4 }, () =>
    draw(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

const faredOf = ({ ownerId, weight, count, share, deviation, longestWait }: Player): Fared => ({
  ownerId,
  weight,
  count,
  fairShare: hundredths(share),
  deviation: hundredths(deviation),
  longestWait,
});

/**
 * Gives so many records away by the rule that decisions go by, without anything coming of it. Whoever has reached their limit or
 * is away takes no part; with nobody there the records pass by.
 *
 * @param input.standings what the members are owed when it begins; counts, shares and waits begin with the simulation
 * @param input.seed 32 hexadecimal digits; the same input and seed give the same result
 */
export const simulate = (input: {
  standings: Standings;
  members: readonly SimulatedMember[];
  records: number;
  seed: string;
}): Simulation => {
  const { members, records, seed } = input;
  const draw = seededDraw(seed);
  const players = members.map((member): Player => ({ ...newTally(member), ...member }));
  let { standings } = input;
  let given = 0;
  for (const { from, until } of stretchesOf(members, records)) {
    const eligible = players.filter((player) => isThere(player, from));
    const picked = pickOwners({ standings, eligible, turns: until - from + 1, seed: nextSeed(draw) });
    countTurns(
      eligible,
      picked.turns.map(({ ownerId }) => ownerId),
    );
    standings = picked.standings;
    given += picked.turns.length;
  }
  return {
    records,
    given,
    notGiven: records - given,
    seed,
    largestDeviation: hundredths(players.reduce((most, { deviation }) => Math.max(most, deviation), 0)),
    longestWait: players.reduce<number | null>((most, player) => larger(most, player.longestWait), null),
    members: players.map(faredOf),
  };
};
