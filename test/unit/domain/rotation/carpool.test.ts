import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickOwners, scale } from '../../../../lib/domain/rotation/carpool.ts';
import type { Member } from '../../../../lib/domain/rotation/rotation.ts';
import { newStandings, type Standings } from '../../../../lib/domain/rotation/standings.ts';

const runs = 1_000;
const seedOf = fc.stringMatching(/^[0-9a-f]{32}$/);
const idsUpTo = (n: number): string[] => Array.from({ length: n }, (_, i) => String(1_000 + i));
const equal = (ids: readonly string[]): Member[] => ids.map((ownerId) => ({ ownerId, weight: 1 }));

const credits = (standings: Standings): number[] =>
  Object.values(standings.members).map(({ credit }) => credit);
const counts = (standings: Standings): number[] => Object.values(standings.members).map(({ count }) => count);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

describe('pickOwners', () => {
  it('gives nine records to three owners three each', () => {
    const ids = idsUpTo(3);
    const { standings } = pickOwners({
      standings: newStandings('1', ids),
      eligible: equal(ids),
      turns: 9,
      seed: '0'.repeat(32),
    });
    expect(counts(standings)).toEqual([3, 3, 3]);
    expect(credits(standings)).toEqual([0, 0, 0]);
  });

  it('gives the same picks for the same input', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(200), seedOf, (n, turns, seed) => {
        const input = { standings: newStandings('1', idsUpTo(n)), eligible: equal(idsUpTo(n)), turns, seed };
        expect(pickOwners(input)).toEqual(pickOwners(input));
      }),
    );
  });

  it('comes to the same standings in one batch as turn by turn, where nothing is left to the draw', () => {
    const ids = idsUpTo(2);
    const weighted = [
      { ownerId: '1000', weight: 2 },
      { ownerId: '1001', weight: 1 },
    ];
    const seed = 'f'.repeat(32);
    let standings = newStandings('1', ids);
    for (let turn = 0; turn < 30; turn++) {
      ({ standings } = pickOwners({ standings, eligible: weighted, turns: 1, seed }));
    }
    expect(standings.members).toEqual(
      pickOwners({ standings: newStandings('1', ids), eligible: weighted, turns: 30, seed }).standings
        .members,
    );
    expect(counts(standings)).toEqual([20, 10]);
  });

  it('keeps the credits at a sum of zero after every turn, whoever is eligible at whatever weight', () => {
    const turn = fc.record({
      present: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      seed: seedOf,
    });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 }),
        fc.array(turn, { maxLength: 40 }),
        (weights, turns) => {
          const members = weights.map((weight, i) => ({ ownerId: String(1_000 + i), weight }));
          let standings = newStandings('1', idsUpTo(weights.length));
          for (const { present, seed } of turns) {
            const eligible = members.filter((_, i) => present[i]);
            if (eligible.length === 0) continue;
            ({ standings } = pickOwners({ standings, eligible, turns: 1, seed }));
            expect(sum(credits(standings))).toBe(0);
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('never lets a credit leave plus or minus (n-1)/2 records at equal weights, whoever is eligible', () => {
    const turn = fc.record({ present: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), seed: seedOf });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.array(turn, { maxLength: 60 }), (n, turns) => {
        const members = equal(idsUpTo(n));
        let standings = newStandings('1', idsUpTo(n));
        for (const { present, seed } of turns) {
          const eligible = members.filter((_, i) => present[i]);
          if (eligible.length === 0) continue;
          ({ standings } = pickOwners({ standings, eligible, turns: 1, seed }));
          for (const credit of credits(standings)) {
            expect(Math.abs(credit)).toBeLessThanOrEqual((scale * (n - 1)) / 2);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('keeps counts within one of each other after every turn when everybody is eligible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(120), seedOf, (n, turns, seed) => {
        let standings = newStandings('1', idsUpTo(n));
        for (let turn = 0; turn < turns; turn++) {
          const step = { standings, eligible: equal(idsUpTo(n)), turns: 1, seed };
          ({ standings } = pickOwners(step));
          expect(Math.max(...counts(standings)) - Math.min(...counts(standings))).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps every count within two of its quota at weights of 1 to 100', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 400 }),
        seedOf,
        (weights, turns, seed) => {
          const eligible = weights.map((weight, i) => ({ ownerId: String(1_000 + i), weight }));
          const before = newStandings('1', idsUpTo(weights.length));
          const { standings } = pickOwners({ standings: before, eligible, turns, seed });
          for (const { ownerId, weight } of eligible) {
            const quota = (turns * weight) / sum(weights);
            expect(Math.abs((standings.members[ownerId]?.count ?? 0) - quota)).toBeLessThanOrEqual(2);
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('draws the first of four equal members uniformly over the seeds', () => {
    const ids = idsUpTo(4);
    const won = new Map(ids.map((id) => [id, 0]));
    const draws = 4_000;
    for (let i = 0; i < draws; i++) {
      const seed = i.toString(16).padStart(32, '0');
      const first = pickOwners({ standings: newStandings('1', ids), eligible: equal(ids), turns: 1, seed });
      const winner = first.turns[0]?.ownerId ?? '';
      won.set(winner, (won.get(winner) ?? 0) + 1);
    }
    const expected = draws / ids.length;
    const chiSquared = sum([...won.values()].map((observed) => (observed - expected) ** 2 / expected));
    // 16.27 is the 99.9 % quantile for three degrees of freedom; the seeds are fixed, so this never flickers.
    expect(chiSquared).toBeLessThan(16.27);
  });

  it.each([
    ['nobody is eligible', [], 0],
    ['everybody has reached their limit', [1, 2], 3],
    ['some have reached theirs', [1, null], 9],
  ])('gives as many records as there is somebody for when %s', (_, limits, expected) => {
    const ids = idsUpTo(limits.length);
    const eligible = limits.map((left, i) => ({ ownerId: ids[i] ?? '', weight: 1, left }));
    const input = { standings: newStandings('1', ids), eligible, turns: 9, seed: '0'.repeat(32) };
    const { turns, standings } = pickOwners(input);
    expect(turns).toHaveLength(expected);
    expect(sum(credits(standings))).toBe(0);
    for (const [place, left] of limits.entries()) {
      if (left !== null) expect(counts(standings)[place]).toBe(left);
    }
  });
});
