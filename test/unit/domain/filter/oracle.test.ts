import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterProblems, searchLimits } from '../../../../lib/domain/filter/check-filters.ts';
import { matches } from '../../../../lib/domain/filter/matches.ts';
import { anyGroups, anyProperties, caseSet, caseTypes } from '../../../support/filter-cases.ts';
import { oracleMatches } from '../../../support/filter-oracle.ts';

describe('filters, against an evaluator that tries everything', () => {
  it('agree on 10,000 random cases', () => {
    const seen = { match: 0, noMatch: 0 };
    // A failure names its seed, with which `fc.assert` repeats it.
    fc.assert(
      fc.property(anyGroups, anyProperties, (groups, properties) => {
        expect(filterProblems(groups, caseSet, searchLimits)).toEqual([]);
        const expected = oracleMatches(caseTypes, groups, properties);
        seen[expected ? 'match' : 'noMatch'] += 1;
        expect(matches(groups, properties, caseSet)).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
    expect(seen.match).toBeGreaterThan(1_000);
    expect(seen.noMatch).toBeGreaterThan(1_000);
  });
});
