import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickOwners } from '../../../../lib/domain/rotation/carpool.ts';
import { alignStandings, newStandings, type Standings } from '../../../../lib/domain/rotation/standings.ts';

const played: Standings = {
  rotationId: '1',
  version: 7,
  epoch: 3,
  turns: 10,
  members: { '10': { credit: 5, count: 4 }, '11': { credit: -8, count: 4 }, '12': { credit: 3, count: 2 } },
  daily: { '2026-03-01': { '10': 4 } },
};

describe('alignStandings', () => {
  it('leaves the standings alone when the members are the same, in whatever order', () => {
    expect(alignStandings(played, ['12', '10', '11'], 'reset')).toBe(played);
  });

  it.each([
    ['somebody joins', ['10', '11', '12', '13']],
    ['somebody leaves', ['10', '11']],
    ['one is exchanged for another', ['10', '11', '13']],
  ])('starts a new epoch with everybody level when %s', (_, ownerIds) => {
    const aligned = alignStandings(played, ownerIds, 'reset');
    expect(aligned).toMatchObject({ epoch: 4, turns: 0, version: 7 });
    expect(aligned.members).toEqual(Object.fromEntries(ownerIds.map((id) => [id, { credit: 0, count: 0 }])));
  });

  it('lets a newcomer in level and keeps the epoch and the others when the counts are kept', () => {
    const aligned = alignStandings(played, ['10', '11', '12', '13'], 'keep');
    expect(aligned).toEqual({ ...played, members: { ...played.members, '13': { credit: 0, count: 0 } } });
  });

  it('spreads what a leaver takes along over those who stay', () => {
    expect(alignStandings(played, ['10', '12'], 'keep').members).toEqual({
      '10': { credit: 1, count: 4 },
      '12': { credit: -1, count: 2 },
    });
  });

  it('keeps the credits at a sum of zero whoever comes and goes', () => {
    const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 30 }).map(String), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(someIds, someIds, fc.nat(50), (before, after, turns) => {
        const eligible = before.map((ownerId) => ({ ownerId, weight: 1 }));
        const seed = '1'.repeat(32);
        const { standings } = pickOwners({ standings: newStandings('1', before), eligible, turns, seed });
        const { members } = alignStandings(standings, after, 'keep');
        expect(Object.values(members).reduce((sum, { credit }) => sum + credit, 0)).toBe(0);
        expect(Object.keys(members).sort()).toEqual([...after].sort());
      }),
    );
  });
});
