import { describe, expect, it } from 'vitest';
import type { Properties } from '../../../../lib/domain/record/properties.ts';
import type { Sort } from '../../../../lib/domain/search/search.ts';
import { queryMatcher } from '../../../../lib/domain/search/searchable.ts';
import { rankOf, sortedIds } from '../../../../lib/domain/search/sorted.ts';
import { caseSet } from '../../../support/filter-cases.ts';

const sorted = (sort: Sort | undefined, records: Record<string, Properties>): string[] => {
  const rank = rankOf(caseSet, sort);
  return sortedIds(
    Object.entries(records).map(([id, properties]) => ({ id, key: rank(properties) })),
    sort,
  );
};

describe('the order of the matches', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['amount', { a: '10', b: '9', c: '', d: '-1' }, ['d', 'b', 'a', 'c']],
    ['dealname', { a: 'beta', b: 'Alpha', c: 'gamma', d: 'alpha' }, ['b', 'd', 'a', 'c']],
    ['closedate', { a: '2026-10-01', b: '2026-09-30', c: '2025-12-31', d: '' }, ['c', 'b', 'a', 'd']],
    ['hs_object_id', { a: '10', b: '9', c: '100', d: '1' }, ['d', 'b', 'a', 'c']],
  ])('goes by %s, those without a value last', (propertyName, values, ascending) => {
    const records = Object.fromEntries(
      Object.entries(values).map(([id, value]) => [id, { [propertyName]: value }]),
    );
    expect(sorted({ propertyName, direction: 'ASCENDING' }, records)).toEqual(ascending);
  });

  it('turns round for DESCENDING, but for those without a value, and for equal ones', () => {
    const records = { a: { amount: '1' }, b: {}, c: { amount: '2' }, d: { amount: '1.0' } };
    expect(sorted({ propertyName: 'amount', direction: 'DESCENDING' }, records)).toEqual([
      'c',
      'a',
      'd',
      'b',
    ]);
  });

  it('is that of the ids where nothing is asked for', () => {
    expect(sorted(undefined, { b: {}, a: {}, c: {} })).toEqual(['a', 'b', 'c']);
  });
});

describe('the words of a search', () => {
  const ada = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@engines.example', city: 'London' };
  it.each([
    ['ada', true],
    ['LOVE', true],
    ['lovelace ad', true],
    ['engines', true],
    ['ada@engines.example', true],
    ['lace', false],
    ['london', false],
    ['ada hopper', false],
    ['', true],
    ['...', true],
  ])('%j begin words of the searchable properties: %j', (query, found) => {
    expect(queryMatcher('contacts', query)(ada)).toBe(found);
  });
});
