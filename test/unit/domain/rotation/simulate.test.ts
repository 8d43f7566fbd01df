import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickOwners, scale } from '../../../../lib/domain/rotation/carpool.ts';
import { type SimulatedMember, simulate } from '../../../../lib/domain/rotation/simulate.ts';
import { newStandings } from '../../../../lib/domain/rotation/standings.ts';
import { countTurn, newTally } from '../../../../lib/domain/rotation/tally.ts';

const runs = 1_000;
/** Milliseconds: so many runs take long beside others. */
const patience = 60_000;
const seed = '0123456789abcdef0123456789abcdef';
const aMember = (ownerId: string, fields: Partial<SimulatedMember> = {}): SimulatedMember => ({
  ownerId,
  weight: 1,
  left: null,
  away: [],
  ...fields,
});
const members = (...fields: Partial<SimulatedMember>[]): SimulatedMember[] =>
  fields.map((one, i) => aMember(String(10 + i), one));
const run = (pool: SimulatedMember[], records: number, drawnSeed = seed) => {
  const ids = pool.map(({ ownerId }) => ownerId);
  return simulate({ standings: newStandings('1', ids), members: pool, records, seed: drawnSeed });
};

describe('simulate', () => {
  it('gives equal shares to equal members', () => {
    const result = run(members({}, {}, {}), 9);
    expect(result).toMatchObject({ records: 9, given: 9, notGiven: 0, seed });
    for (const member of result.members) expect(member).toMatchObject({ count: 3, fairShare: 3 });
    expect(result.largestDeviation).toBe(0.67);
    expect(result.longestWait).toBeLessThanOrEqual(4);
  });

  it('gives shares by weight', () => {
    const { members: fared } = run(members({ weight: 2 }, { weight: 1 }), 30);
    expect(fared).toMatchObject([
      { weight: 2, count: 20, fairShare: 20, longestWait: 1 },
      { weight: 1, count: 10, fairShare: 10 },
    ]);
  });

  it('counts neither share nor waiting for somebody who is away, and everybody has theirs after all', () => {
    const { members: fared } = run(members({ away: [{ from: 11, until: 40 }] }, {}), 50);
    expect(fared).toMatchObject([
      { count: 10, fairShare: 10 },
      { count: 40, fairShare: 40 },
    ]);
    expect(fared[0]?.longestWait).toBeLessThanOrEqual(2);
    expect(fared[0]?.deviation).toBeLessThanOrEqual(0.5);
  });

  it.each<[string, SimulatedMember[], number, number]>([
    ['everybody is away for some records', members({ away: [{ from: 3, until: 5 }] }), 10, 7],
    ['everybody has reached their limit', members({ left: 2 }, { left: 1 }), 10, 3],
    ['nobody may take part', members({ left: 0 }), 10, 0],
    ['there is nobody', [], 10, 0],
    ['an absence lasts longer than the simulation', members({ away: [{ from: 6, until: 90_000 }] }), 10, 5],
    [
      'absences overlap',
      members({
        away: [
          { from: 2, until: 6 },
          { from: 4, until: 8 },
        ],
      }),
      10,
      3,
    ],
  ])('lets records pass when %s', (_, pool, records, given) => {
    const result = run(pool, records);
    expect(result).toMatchObject({ given, notGiven: records - given });
    expect(result.members.reduce((sum, { count }) => sum + count, 0)).toBe(given);
  });

  it('goes on from what everybody is owed', () => {
    const standings = newStandings('1', ['10', '11']);
    standings.members['10'] = { credit: scale, count: 0 };
    standings.members['11'] = { credit: -scale, count: 2 };
    const { members: fared } = simulate({ standings, members: members({}, {}), records: 4, seed });
    expect(fared).toMatchObject([
      { count: 3, fairShare: 2 },
      { count: 1, fairShare: 2 },
    ]);
  });

  it('knows of no wait where nobody got two', () => {
    expect(run(members({}, {}), 2)).toMatchObject({
      longestWait: null,
      members: [{ longestWait: null }, {}],
    });
  });

  const aPool = fc
    .array(
      fc.record({
        weight: fc.integer({ min: 1, max: 100 }),
        left: fc.option(fc.nat(20)),
        away: fc.array(
          fc
            .tuple(fc.integer({ min: 1, max: 120 }), fc.nat(30))
            .map(([from, length]) => ({ from, until: from + length })),
          { maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((fields) => members(...fields));

  it(
    'keeps its promises for any pool: nothing lost, limits held, shares add up, the same again',
    () => {
      fc.assert(
        fc.property(
          aPool,
          fc.integer({ min: 1, max: 120 }),
          fc.stringMatching(/^[0-9a-f]{32}$/),
          (pool, records, drawnSeed) => {
            const limits = new Map(pool.map(({ ownerId, left }) => [ownerId, left]));
            const result = run(pool, records, drawnSeed);
            expect(run(pool, records, drawnSeed)).toEqual(result);
            expect(result.given + result.notGiven).toBe(records);
            expect(result.members.reduce((sum, { count }) => sum + count, 0)).toBe(result.given);
            const shares = result.members.reduce((sum, { fairShare }) => sum + fairShare, 0);
            expect(Math.abs(shares - result.given)).toBeLessThanOrEqual(0.005 * pool.length + 1e-9);
            const broken = result.members.filter(
              ({ ownerId, count, fairShare, deviation, longestWait }) =>
                count > (limits.get(ownerId) ?? records) ||
                deviation < Math.abs(count - fairShare) - 0.01 ||
                (longestWait === null) !== count < 2,
            );
            expect(broken).toEqual([]);
          },
        ),
        { numRuns: runs },
      );
    },
    patience,
  );

  it(
    'never lets anybody be further than (n-1)/2 records from the fair share, whoever is away when',
    () => {
      const equalPool = aPool.map((pool) => pool.map((one) => ({ ...one, weight: 1, left: null })));
      fc.assert(
        fc.property(equalPool, fc.stringMatching(/^[0-9a-f]{32}$/), (pool, drawnSeed) => {
          const { largestDeviation } = run(pool, 150, drawnSeed);
          expect(largestDeviation).toBeLessThanOrEqual((pool.length - 1) / 2 + 0.005);
        }),
        { numRuns: runs },
      );
    },
    patience,
  );

  it('gives by the rule of the decisions: as many to each as one batch of as many would', () => {
    const pool = members({ weight: 3 }, { weight: 2 }, { weight: 1 });
    const standings = newStandings('1', ['10', '11', '12']);
    const { standings: after } = pickOwners({ standings, eligible: pool, turns: 60, seed });
    const counts = run(pool, 60).members.map(({ ownerId, count }) => [ownerId, count]);
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(Object.entries(after.members).map(([id, { count }]) => [id, count])),
    );
  });
});

describe('countTurn', () => {
  it('counts the longest wait between two turns, and the furthest that anybody was from their share', () => {
    const [one, other] = [newTally({ ownerId: '1', weight: 1 }), newTally({ ownerId: '2', weight: 3 })];
    for (const winner of ['2', '2', '1', '2', '2', '2', '1']) countTurn([one, other], winner);
    expect(one).toMatchObject({ count: 2, share: 1.75, deviation: 0.5, longestWait: 3 });
    expect(other).toMatchObject({ count: 5, share: 5.25, deviation: 0.5, longestWait: 1 });
  });
});
