import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Contender, pickOwners } from '../../../../lib/domain/rotation/carpool.ts';
import { newStandings } from '../../../../lib/domain/rotation/standings.ts';
import {
  type Adversary,
  adversaries,
  closenessToBound,
  creditsOf,
  equals,
  type Game,
  membersOf,
  newGame,
  playWithAll,
  sum,
  worstWeightsFound,
} from '../../../support/carpool-game.ts';
import { drawsOf } from '../../../support/draws.ts';

const runs = 1_000;
const most = 40;
const seed = fc.stringMatching(/^[0-9a-f]{32}$/);
const chance = fc.nat(2 ** 31 - 1);
const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: most });

/** Who takes part in a turn: any part of the members, or whom an adversary calls. */
type Call = { present: boolean[] } | { adversary: Adversary };
const calls: fc.Arbitrary<Call[]> = fc.array(
  fc.oneof(
    fc.record({ present: fc.array(fc.boolean(), { minLength: most, maxLength: most }) }),
    fc.constantFrom(...Object.values(adversaries)).map((adversary) => ({ adversary })),
  ),
  { maxLength: 60 },
);

/** Plays a turn for each call, and looks after each. */
const playAll = (
  members: readonly Contender[],
  turns: readonly Call[],
  luck: number,
  look: (game: Game) => void,
): void => {
  const draw = drawsOf(luck, 'game');
  const game = newGame(members, draw);
  for (const call of turns) {
    const eligible =
      'adversary' in call ? call.adversary(game, draw) : members.filter((_, n) => call.present[n]);
    if (eligible.length === 0) continue;
    game.play(eligible);
    look(game);
  }
};

/** Two who are close to each other, with weights at which their turn ends in a tie: after it they are a record apart. */
const twoMadeLevel = (game: Game): Contender[] => {
  const credits = creditsOf(game);
  const ranking = game.members
    .map((member, n) => ({ member, credit: credits[n] ?? 0 }))
    .toSorted((one, other) => other.credit - one.credit);
  const gaps = ranking.slice(1).map(({ credit }, n) => (ranking[n]?.credit ?? 0) - credit);
  const least = Math.min(...gaps);
  const share = Math.round(500 * (1 - Math.min(least, 0.99)));
  return ranking
    .slice(gaps.indexOf(least))
    .slice(0, 2)
    .map(({ member }, n) => ({ ...member, weight: n === 0 ? share : 1_000 - share }));
};

describe('the credits', () => {
  it('sum to zero after every turn, whoever takes part at whatever weight', () => {
    fc.assert(
      fc.property(weights, calls, chance, (drawn, turns, luck) => {
        playAll(membersOf(drawn), turns, luck, (game) => {
          const total = sum(Object.values(game.standings().members).map(({ credit }) => credit));
          if (total !== 0) expect.fail(`They sum to ${total}.`);
        });
      }),
      { numRuns: runs },
    );
  });

  it('sum to zero when members reach their limits on the way', () => {
    const limits = fc.array(fc.option(fc.nat(9)), { minLength: most, maxLength: most });
    fc.assert(
      fc.property(weights, limits, fc.nat(98), seed, (drawn, left, turns, withSeed) => {
        const eligible = membersOf(drawn).map((member, n) => ({ ...member, left: left[n] ?? null }));
        const standings = newStandings(
          '1',
          eligible.map(({ ownerId }) => ownerId),
        );
        const after = pickOwners({ standings, eligible, turns, seed: withSeed }).standings.members;
        expect(sum(Object.values(after).map(({ credit }) => credit))).toBe(0);
        for (const { ownerId, left: limit } of eligible)
          expect(after[ownerId]?.count).toBeLessThanOrEqual(limit ?? turns);
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ['equal', fc.integer({ min: 2, max: most }).map(equals)],
    ['any', weights.map(membersOf)],
  ])('at %s weights never leave plus or minus (n-1)/2 records, whoever takes part', (_, anyMembers) => {
    fc.assert(
      fc.property(anyMembers, calls, chance, (members, turns, luck) => {
        let worst = 0;
        let closest = 0;
        playAll(members, turns, luck, (game) => {
          worst = Math.max(worst, ...creditsOf(game).map(Math.abs));
          closest = Math.max(closest, closenessToBound(game));
        });
        expect(worst).toBeLessThanOrEqual((members.length - 1) / 2);
        expect(closest).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs },
    );
  });

  it.each([2, 3, 5, 8, 13])(
    'of %i come as close to that as one likes if weights are set to that end',
    (n) => {
      const draw = drawsOf(n, 'game');
      const game = newGame(equals(n), draw);
      const worst = (): number => Math.max(...creditsOf(game).map(Math.abs));
      const nearlyThere = (n - 1) / 2 - 0.2;
      for (let turn = 0; turn < 20 * n ** 3 && worst() < nearlyThere; turn++) game.play(twoMadeLevel(game));
      expect(worst()).toBeGreaterThanOrEqual(nearlyThere);
    },
  );

  it('with everybody there are never a record ahead, nor more behind than 1/2 + 1/3 + ... + 1/n', () => {
    const everybody = fc
      .nat(120)
      .map((turns) => new Array<Call>(turns).fill({ adversary: ({ members }) => [...members] }));
    fc.assert(
      fc.property(weights, everybody, chance, (drawn, turns, luck) => {
        const n = drawn.length;
        const harmonic = sum(drawn.map((__, place) => 1 / (place + 1))) - 1;
        const credits: number[] = [];
        playAll(membersOf(drawn), turns, luck, (game) => {
          credits.push(...creditsOf(game));
        });
        expect(Math.max(0, ...credits)).toBeLessThanOrEqual(harmonic);
        expect(Math.min(0, ...credits)).toBeGreaterThanOrEqual(-(n - 1) / n);
      }),
      { numRuns: runs },
    );
  });
});

describe('the counts, with everybody there', () => {
  it('differ by at most one after every turn at equal weights', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: most }), fc.nat(200), seed, (n, turns, withSeed) => {
        expect(playWithAll(new Array<number>(n).fill(1), turns, withSeed).between).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs },
    );
  });

  it('stay within two of what is due by weight after every turn, at weights of 1 to 100', () => {
    fc.assert(
      fc.property(weights, fc.nat(200), seed, (drawn, turns, withSeed) => {
        const { behind, ahead } = playWithAll(drawn, turns, withSeed);
        expect(behind).toBeLessThanOrEqual(2);
        expect(ahead).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs },
    );
  });

  it('stay within two of it at the worst weights that were found', () => {
    const { behind, ahead } = playWithAll(worstWeightsFound, sum(worstWeightsFound), '7'.repeat(32));
    expect(behind).toBeGreaterThan(1.5);
    expect(behind).toBeLessThanOrEqual(2);
    expect(ahead).toBeLessThanOrEqual(1);
  });

  it('are what is due by weight after every round of as many turns as the weights sum to', () => {
    const round = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(round, seed, (drawn, withSeed) => {
        const eligible = membersOf(drawn);
        const standings = newStandings(
          '1',
          eligible.map(({ ownerId }) => ownerId),
        );
        const after = pickOwners({ standings, eligible, turns: sum(drawn), seed: withSeed }).standings;
        expect(Object.values(after.members).map(({ count }) => count)).toEqual(drawn);
      }),
      { numRuns: runs },
    );
  });
});
