import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Contender, pickOwners } from '../../../../lib/domain/rotation/carpool.ts';
import { newStandings, type Standings } from '../../../../lib/domain/rotation/standings.ts';
import { equals, membersOf, sum } from '../../../support/carpool-game.ts';

const runs = 1_000;
const anySeed = fc.stringMatching(/^[0-9a-f]{32}$/);
const noSeed = '0'.repeat(32);
const startAmong = (members: readonly Contender[]): Standings =>
  newStandings(
    '1',
    members.map(({ ownerId }) => ownerId),
  );
const credits = ({ members }: Standings): number[] => Object.values(members).map(({ credit }) => credit);
const counts = ({ members }: Standings): number[] => Object.values(members).map(({ count }) => count);

describe('pickOwners', () => {
  it('gives nine records to three owners three each', () => {
    const eligible = equals(3);
    const { standings } = pickOwners({ standings: startAmong(eligible), eligible, turns: 9, seed: noSeed });
    expect(counts(standings)).toEqual([3, 3, 3]);
    expect(credits(standings)).toEqual([0, 0, 0]);
  });

  it('gives the same picks for the same input', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(weights, fc.nat(98), fc.nat(98), anySeed, (drawn, earlier, turns, seed) => {
        const eligible = membersOf(drawn);
        const before = pickOwners({ standings: startAmong(eligible), eligible, turns: earlier, seed });
        const input = {
          standings: before.standings,
          eligible: eligible.slice(drawn.length / 2),
          turns,
          seed,
        };
        expect(pickOwners(structuredClone(input))).toEqual(pickOwners(input));
      }),
      { numRuns: runs },
    );
  });

  it('comes to the same standings in one batch as turn by turn, where nothing is left to the draw', () => {
    const eligible = membersOf([2, 1]);
    let standings = startAmong(eligible);
    for (let turn = 0; turn < 30; turn++)
      ({ standings } = pickOwners({ standings, eligible, turns: 1, seed: noSeed }));
    const atOnce = pickOwners({ standings: startAmong(eligible), eligible, turns: 30, seed: noSeed });
    expect(standings).toEqual(atOnce.standings);
    expect(counts(standings)).toEqual([20, 10]);
  });

  it.each([
    ['nobody is eligible', [], 0],
    ['everybody has reached their limit', [1, 2], 3],
    ['some have reached theirs', [1, null], 9],
  ])('gives as many records as there is somebody for when %s', (_, limits, expected) => {
    const eligible = equals(limits.length).map((member, n) => ({ ...member, left: limits[n] ?? null }));
    const input = { standings: startAmong(eligible), eligible, turns: 9, seed: noSeed };
    const { turns, standings } = pickOwners(input);
    expect(turns).toHaveLength(expected);
    expect(sum(credits(standings))).toBe(0);
    for (const [place, left] of limits.entries()) {
      if (left !== null) expect(counts(standings)[place]).toBe(left);
    }
  });
});

/** The 99.9 % quantile of the chi-squared distribution, as Wilson and Hilferty approximate it. */
const rarely = (degrees: number): number => {
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + 3.09 * Math.sqrt(spread)) ** 3;
};

/** How far the outcomes are from coming equally often. The seeds are fixed, so that it never flickers. */
const unevenness = (outcomes: number, draws: number, play: (seed: string) => string): number => {
  const seen = new Map<string, number>();
  for (let n = 0; n < draws; n++) {
    const outcome = play(n.toString(16).padStart(32, '0'));
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  }
  const expected = draws / outcomes;
  const missing = outcomes - seen.size;
  return (
    missing * expected + sum([...seen.values()].map((observed) => (observed - expected) ** 2 / expected))
  );
};

const draws = 6_000;

/** Who got the records in these turns of a game among all of these, each one seed. */
const winners =
  (eligible: readonly Contender[], turns: readonly number[]) =>
  (seed: string): string => {
    const most = Math.max(...turns);
    const played = pickOwners({ standings: startAmong(eligible), eligible, turns: most, seed }).turns;
    return turns.map((turn) => played[turn - 1]?.ownerId).join();
  };

describe('a tie', () => {
  it.each([2, 3, 4, 5, 8, 13, 40])('of all %i members is drawn uniformly', (n) => {
    expect(unevenness(n, draws, winners(equals(n), [1]))).toBeLessThan(rarely(n - 1));
  });

  it.each([
    ['all orders of three members in a round', 3, [1, 2, 3], 6],
    ['all orders of four members in a round', 4, [1, 2, 3, 4], 24],
    ['all orders of three members in the second round', 3, [4, 5, 6], 6],
    ['the second of a round among five', 5, [2], 5],
    ['the first of one round and the first of the next', 3, [1, 4], 9],
    ['the first of the first round and the last of the tenth', 4, [1, 40], 16],
  ])('makes %s equally likely', (_, n, turns, outcomes) => {
    expect(unevenness(outcomes, draws, winners(equals(n), turns))).toBeLessThan(rarely(outcomes - 1));
  });

  it('of some in the middle of a sequence is drawn uniformly among these', () => {
    // The first is due in the first turn; then the three others are level.
    const eligible = membersOf([3, 1, 1, 1]);
    expect(unevenness(3, draws, winners(eligible, [3]))).toBeLessThan(rarely(2));
  });

  it('of two whom absences have brought to the same credit is drawn uniformly', () => {
    const eligible = equals(4);
    const [a, b, c, d] = eligible.map(({ ownerId }) => ownerId);
    const members = Object.fromEntries(
      [
        [a, 500],
        [b, 500],
        [c, -300],
        [d, -700],
      ].map(([id, credit]) => [id, { credit: Number(credit), count: 7 }]),
    );
    const standings = { ...startAmong(eligible), members };
    const play = (seed: string) =>
      pickOwners({ standings, eligible, turns: 1, seed }).turns[0]?.ownerId ?? '';
    expect(unevenness(2, draws, play)).toBeLessThan(rarely(1));
    expect([a, b]).toContain(play(noSeed));
  });
});
