import { type Contender, pickOwners, scale, type Turn } from '../../lib/domain/rotation/carpool.ts';
import type { Draw } from '../../lib/domain/rotation/random.ts';
import { newStandings, type Standings } from '../../lib/domain/rotation/standings.ts';

/** A rotation played turn by turn. */
export type Game = {
  members: readonly Contender[];
  standings: () => Standings;
  /** Gives one record to one of these. */
  play: (eligible: readonly Contender[]) => Turn;
};

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** Members with ids in their order, and these weights. */
export const membersOf = (weights: readonly number[]): Contender[] =>
  weights.map((weight, n) => ({ ownerId: String(1_000 + n), weight }));

export const equals = (n: number): Contender[] => membersOf(new Array<number>(n).fill(1));

export const seedFrom = (draw: Draw): string =>
  Array.from({ length: 4 }, () =>
    draw(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** A new game among these members, whose ties the draws decide. */
export const newGame = (members: readonly Contender[], draw: Draw): Game => {
  let standings = newStandings(
    '1',
    members.map(({ ownerId }) => ownerId),
  );
  return {
    members,
    standings: () => standings,
    play(eligible) {
      const played = pickOwners({ standings, eligible, turns: 1, seed: seedFrom(draw) });
      const [turn] = played.turns;
      if (turn === undefined) throw new Error('Nobody got the record.');
      standings = played.standings;
      return turn;
    },
  };
};

/** How far the counts came apart in a game, in records: from what is due by weight, and from each other. */
export type Spread = { behind: number; ahead: number; between: number };

/** Plays a game in which everybody takes part in every turn, and looks after each of them. */
export const playWithAll = (weights: readonly number[], turns: number, seed: string): Spread => {
  const eligible = membersOf(weights);
  const ownerIds = eligible.map(({ ownerId }) => ownerId);
  const places = new Map(ownerIds.map((ownerId, place) => [ownerId, place]));
  const played = pickOwners({ standings: newStandings('1', ownerIds), eligible, turns, seed });
  const total = sum(weights);
  const counts = weights.map(() => 0);
  const spread: Spread = { behind: 0, ahead: 0, between: 0 };
  for (const [turn, { ownerId }] of played.turns.entries()) {
    const winner = places.get(ownerId) ?? 0;
    counts[winner] = (counts[winner] ?? 0) + 1;
    for (const [place, weight] of weights.entries()) {
      // In whole numbers as long as possible.
      const ahead = ((counts[place] ?? 0) * total - (turn + 1) * weight) / total;
      if (ahead > spread.ahead) spread.ahead = ahead;
      if (-ahead > spread.behind) spread.behind = -ahead;
    }
    spread.between = Math.max(spread.between, Math.max(...counts) - Math.min(...counts));
  }
  return spread;
};

const unitsOf = ({ members, standings }: Game): number[] =>
  members.map(({ ownerId }) => standings().members[ownerId]?.credit ?? 0);

/** The credits in the order of the members, in records. */
export const creditsOf = (game: Game): number[] => unitsOf(game).map((units) => units / scale);

/**
 * How close a game is to the bound: the sum of any j credits is at most j(n-j)/2 records, so that of one is at most (n-1)/2.
 * 1 is at the bound for some j, and more is beyond it.
 */
export const closenessToBound = (game: Game): number => {
  const n = game.members.length;
  let together = 0;
  const closeness = unitsOf(game)
    .toSorted((one, other) => other - one)
    .slice(0, -1)
    .map((units, place) => {
      together += units;
      const j = place + 1;
      return together / ((scale * j * (n - j)) / 2);
    });
  return Math.max(0, ...closeness);
};

/** Chooses who is eligible next, looking at who is owed how much. */
export type Adversary = (game: Game, draw: Draw) => Contender[];

/** From the one who is owed most to the one who is owed least. */
const ranked = (game: Game): { member: Contender; credit: number }[] => {
  const credits = creditsOf(game);
  return game.members
    .map((member, n) => ({ member, credit: credits[n] ?? 0 }))
    .toSorted((one, other) => other.credit - one.credit);
};

const cut = (game: Game, from: number, until?: number): Contender[] =>
  ranked(game)
    .slice(from, until)
    .map(({ member }) => member);

const widest = 8;

/** How much the sum of the squares of the credits grows if these take part. */
const spread = (called: readonly { member: Contender; credit: number }[]): number => {
  const total = sum(called.map(({ member }) => member.weight));
  const owed = called.map(({ member, credit }) => credit + member.weight / total);
  const before = sum(called.map(({ credit }) => credit ** 2));
  return sum(owed.map((credit) => credit ** 2)) - before - 2 * Math.max(...owed) + 1;
};

/** Of all who stand next to each other in the ranking, those after whose turn the credits are furthest apart. */
const furthestApart = (game: Game): Contender[] => {
  const all = ranked(game);
  let best = { from: 0, until: all.length, by: Number.NEGATIVE_INFINITY };
  for (let from = 0; from < all.length - 1; from++) {
    for (let until = from + 2; until <= Math.min(all.length, from + widest); until++) {
      const by = spread(all.slice(from, until));
      if (by > best.by) best = { from, until, by };
    }
  }
  return all.slice(best.from, best.until).map(({ member }) => member);
};

/** Everything that was thought of to drive credits apart. */
export const adversaries = {
  'calls those whose turn drives them furthest apart': furthestApart,
  'calls two neighbours': (game, draw) => {
    const place = draw(game.members.length - 1);
    return cut(game, place, place + 2);
  },
  'calls those who are owed most': (game, draw) => cut(game, 0, 2 + draw(game.members.length - 1)),
  'calls those who are owed least': (game, draw) => cut(game, -2 - draw(game.members.length - 1)),
  'lets the one wait who is owed most': (game) => cut(game, 1),
  'lets those wait who are owed something': (game) => {
    const rest = ranked(game).filter(({ credit }) => credit <= 0);
    return rest.map(({ member }) => member);
  },
  'calls anybody': (game, draw) => {
    const there = game.members.filter(() => draw(10) < 7);
    return there.length === 0 ? [...game.members] : there;
  },
  'calls everybody': (game) => [...game.members],
} as const satisfies Record<string, Adversary>;

const times = (people: number, weight: number): number[] => new Array<number>(people).fill(weight);

/**
 * The worst of the weights from 1 to 100 for up to 40 members that were found in some million tries: with everybody there, one of
 * those with the least falls this far behind what is due to them. `npm run bench -- fairness` plays it and looks for worse.
 */
export const worstWeightsFound: readonly number[] = [
  ...times(6, 100),
  ...times(4, 26),
  ...times(7, 6),
  ...times(23, 1),
];
