import { describe, expect, it } from 'vitest';
import {
  enrollmentLimits,
  filterProblems,
  searchLimits,
} from '../../../../lib/domain/filter/check-filters.ts';
import type { Filter } from '../../../../lib/domain/filter/filter.ts';
import { caseSet } from '../../../support/filter-cases.ts';

const has: Filter = { propertyName: 'dealname', operator: 'HAS_PROPERTY' };
const group = (count: number) => ({ filters: Array.from({ length: count }, () => has) });

const placesOf = (filter: Filter) =>
  filterProblems([{ filters: [] }, { filters: [has, filter] }], caseSet, searchLimits).map(
    ({ in: field, code }) => [field, code],
  );

describe('filterProblems', () => {
  it.each<[Filter, string, string]>([
    [{ propertyName: 'gone', operator: 'EQ', value: 'x' }, 'propertyName', 'PROPERTY_DOESNT_EXIST'],
    [{ propertyName: '__proto__', operator: 'EQ', value: 'x' }, 'propertyName', 'PROPERTY_DOESNT_EXIST'],
    [{ propertyName: 'dealname', operator: 'GT', value: 'x' }, 'operator', 'INVALID_OPERATOR'],
    [{ propertyName: 'amount', operator: 'CONTAINS_TOKEN', value: '1' }, 'operator', 'INVALID_OPERATOR'],
    [
      { propertyName: 'size', operator: 'BETWEEN', value: 'a', highValue: 'b' },
      'operator',
      'INVALID_OPERATOR',
    ],
    [{ propertyName: 'dealname', operator: 'EQ' }, 'value', 'REQUIRED_FIELD'],
    [{ propertyName: 'dealname', operator: 'EQ', value: '  ' }, 'value', 'REQUIRED_FIELD'],
    [{ propertyName: 'dealname', operator: 'EQ', values: ['x'] }, 'value', 'REQUIRED_FIELD'],
    [{ propertyName: 'dealname', operator: 'IN', value: 'x' }, 'values', 'REQUIRED_FIELD'],
    [{ propertyName: 'dealname', operator: 'NOT_IN', values: [] }, 'values', 'REQUIRED_FIELD'],
    [{ propertyName: 'dealname', operator: 'IN', values: ['x', ''] }, 'values[1]', 'REQUIRED_FIELD'],
    [{ propertyName: 'dealname', operator: 'CONTAINS_TOKEN', value: '&' }, 'value', 'NO_WORDS'],
    [{ propertyName: 'amount', operator: 'EQ', value: 'abc' }, 'value', 'COULD_NOT_PARSE_NUMBER'],
    [{ propertyName: 'amount', operator: 'BETWEEN', value: '1' }, 'highValue', 'REQUIRED_FIELD'],
    [
      { propertyName: 'amount', operator: 'BETWEEN', value: '1', highValue: 'x' },
      'highValue',
      'COULD_NOT_PARSE_NUMBER',
    ],
    [{ propertyName: 'amount', operator: 'IN', values: ['1', 'x'] }, 'values[1]', 'COULD_NOT_PARSE_NUMBER'],
    [{ propertyName: 'closedate', operator: 'LT', value: '2026-02-30' }, 'value', 'COULD_NOT_PARSE_DATE'],
    [{ propertyName: 'createdate', operator: 'LT', value: 'soon' }, 'value', 'COULD_NOT_PARSE_DATE'],
    [
      { propertyName: 'createdate', operator: 'LT', value: '9999999999999999' },
      'value',
      'COULD_NOT_PARSE_DATE',
    ],
    [{ propertyName: 'hs_object_id', operator: 'EQ', value: 'x' }, 'value', 'INVALID_RECORD_ID'],
    [{ propertyName: 'hubspot_owner_id', operator: 'EQ', value: 'ada' }, 'value', 'INVALID_OWNER_ID'],
    [{ propertyName: 'size', operator: 'EQ', value: 'huge' }, 'value', 'INVALID_ENUMERATION_OPTION'],
    [
      { propertyName: 'dealname', operator: 'IN', values: Array<string>(1_001).fill('x') },
      'values',
      'TOO_MANY_VALUES',
    ],
  ])('names the place of the problem with %j', (filter, field, code) => {
    expect(placesOf(filter)).toEqual([[`filterGroups[1].filters[1].${field}`, code]]);
  });

  it.each<Filter>([
    { propertyName: 'dealname', operator: 'CONTAINS_TOKEN', value: 'a*' },
    { propertyName: 'work_email', operator: 'EQ', value: 'no e-mail' },
    { propertyName: 'createdate', operator: 'GTE', value: '1772323200000' },
    { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: '2026-02-28T10:00:00+01:00' },
    { propertyName: 'hubspot_owner_id', operator: 'NOT_HAS_PROPERTY', value: 'ignored' },
  ])('finds nothing wrong with %j', (filter) => {
    expect(placesOf(filter)).toEqual([]);
  });

  it('names every problem, in their order', () => {
    const wrong: Filter = { propertyName: 'gone', operator: 'EQ' };
    const groups = [{ filters: [wrong] }, { filters: [has, wrong] }];
    expect(filterProblems(groups, caseSet, searchLimits, 'enrollment.filterGroups').map((p) => p.in)).toEqual(
      [
        'enrollment.filterGroups[0].filters[0].propertyName',
        'enrollment.filterGroups[1].filters[1].propertyName',
      ],
    );
  });

  it('allows a search 5 groups of 6 filters, and none', () => {
    expect(filterProblems(Array(5).fill(group(6)), caseSet, searchLimits)).toEqual([]);
    expect(filterProblems([], caseSet, searchLimits)).toEqual([]);
    const fields = filterProblems([...Array(5).fill(group(1)), group(7)], caseSet, searchLimits);
    expect(fields.map((problem) => problem.in)).toEqual(['filterGroups', 'filterGroups[5].filters']);
  });

  it('allows an enrollment 250 filters in any groups, and asks for one', () => {
    expect(filterProblems([group(200), group(50)], caseSet, enrollmentLimits)).toEqual([]);
    expect(filterProblems([group(200), group(51)], caseSet, enrollmentLimits)).toMatchObject([
      { in: 'filterGroups', code: 'TOO_MANY_FILTERS' },
    ]);
    expect(filterProblems([], caseSet, enrollmentLimits)).toMatchObject([{ in: 'filterGroups' }]);
    expect(filterProblems([group(1), group(0)], caseSet, enrollmentLimits)).toMatchObject([
      { in: 'filterGroups[1].filters', code: 'REQUIRED_FIELD' },
    ]);
  });
});
