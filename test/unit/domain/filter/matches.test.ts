import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../../lib/domain/filter/filter.ts';
import { matches } from '../../../../lib/domain/filter/matches.ts';
import { filterableProperties } from '../../../../lib/domain/filter/system-properties.ts';
import { aContact } from '../../../support/builders.ts';
import { caseSet } from '../../../support/filter-cases.ts';

type Row = [Filter['operator'], Partial<Filter>, string | undefined, boolean];

const tried = (propertyName: string, [operator, asked, stored]: Row): boolean =>
  matches(
    [{ filters: [{ propertyName, operator, ...asked }] }],
    stored === undefined ? {} : { [propertyName]: stored },
    caseSet,
  );

const table = (propertyName: string, rows: Row[]): void => {
  it.each(rows)(`${propertyName} %s %j on %j is %j`, (...row) => {
    expect(tried(propertyName, row)).toBe(row[3]);
  });
};

describe('a text', () => {
  table('dealname', [
    ['EQ', { value: 'ADA' }, 'Ada', true],
    ['EQ', { value: ' Ada ' }, 'Ada', true],
    ['EQ', { value: 'Ada' }, 'Ada Lovelace', false],
    ['EQ', { value: 'e\u0301cole' }, 'École', true],
    ['EQ', { value: 'ada' }, undefined, false],
    ['NEQ', { value: 'ada' }, 'Grace', true],
    ['NEQ', { value: 'ada' }, 'Ada', false],
    ['NEQ', { value: 'ada' }, undefined, false],
    ['NEQ', { value: 'ada' }, '', false],
    ['IN', { values: ['ada', 'GRACE'] }, 'Grace', true],
    ['IN', { values: ['ada', 'GRACE'] }, 'Alan', false],
    ['NOT_IN', { values: ['ada', 'GRACE'] }, 'Alan', true],
    ['NOT_IN', { values: ['ada', 'GRACE'] }, undefined, false],
    ['HAS_PROPERTY', {}, 'x', true],
    ['HAS_PROPERTY', {}, '', false],
    ['HAS_PROPERTY', {}, undefined, false],
    ['NOT_HAS_PROPERTY', {}, 'x', false],
    ['NOT_HAS_PROPERTY', {}, '', true],
    ['NOT_HAS_PROPERTY', {}, undefined, true],
  ]);
});

describe('the words of a text', () => {
  table('dealname', [
    ['CONTAINS_TOKEN', { value: 'lovelace' }, 'Ada Lovelace', true],
    ['CONTAINS_TOKEN', { value: 'love' }, 'Ada Lovelace', false],
    ['CONTAINS_TOKEN', { value: 'love*' }, 'Ada Lovelace', true],
    ['CONTAINS_TOKEN', { value: '*lace' }, 'Ada Lovelace', true],
    ['CONTAINS_TOKEN', { value: 'a*ce' }, 'Ada Lovelace', false],
    ['CONTAINS_TOKEN', { value: 'lovelace ADA' }, 'Ada Lovelace', true],
    ['CONTAINS_TOKEN', { value: 'ada grace' }, 'Ada Lovelace', false],
    ['CONTAINS_TOKEN', { value: '*' }, 'anything', true],
    ['CONTAINS_TOKEN', { value: '*' }, undefined, false],
    ['CONTAINS_TOKEN', { value: 'a*a' }, 'a', false],
    ['CONTAINS_TOKEN', { value: 'ada@example.com' }, 'write to Ada@Example.com', true],
    ['NOT_CONTAINS_TOKEN', { value: 'lovelace' }, 'Ada Lovelace', false],
    ['NOT_CONTAINS_TOKEN', { value: 'hopper' }, 'Ada Lovelace', true],
    ['NOT_CONTAINS_TOKEN', { value: 'hopper' }, undefined, false],
  ]);
  table('work_email', [
    ['CONTAINS_TOKEN', { value: '*@hubspot.com' }, 'ada@hubspot.com', true],
    ['CONTAINS_TOKEN', { value: '*@hubspot.com' }, 'ada@hubspot.community', false],
    ['CONTAINS_TOKEN', { value: 'hubspot' }, 'ada@hubspot.com', true],
  ]);

  it('does not take longer for a pattern of many stars', () => {
    const filter = { propertyName: 'dealname', operator: 'CONTAINS_TOKEN' as const };
    const hostile = [{ filters: [{ ...filter, value: `${'*a'.repeat(1_000)}*b` }] }];
    expect(matches(hostile, { dealname: 'a'.repeat(65_536) }, caseSet)).toBe(false);
  });
});

describe('a number', () => {
  table('amount', [
    ['EQ', { value: '10.0' }, '10', true],
    ['LT', { value: '10' }, '9', true],
    ['LT', { value: '9' }, '10', false],
    ['LTE', { value: '10' }, '10', true],
    ['GT', { value: '-1' }, '-0.5', true],
    ['GT', { value: '10' }, '10', false],
    ['GTE', { value: '1e1' }, '10', true],
    ['BETWEEN', { value: '5', highValue: '10' }, '5', true],
    ['BETWEEN', { value: '5', highValue: '10' }, '10', true],
    ['BETWEEN', { value: '5', highValue: '10' }, '10.5', false],
    ['BETWEEN', { value: '10', highValue: '5' }, '7', false],
    ['IN', { values: ['1', '2.50'] }, '2.5', true],
    ['LT', { value: '10' }, undefined, false],
  ]);
});

describe('a date', () => {
  table('closedate', [
    ['EQ', { value: '2026-03-01' }, '2026-03-01', true],
    ['EQ', { value: '1772323200000' }, '2026-03-01', true],
    ['EQ', { value: '2026-03-01T01:00:00+01:00' }, '2026-03-01', true],
    ['LT', { value: '2026-03-01T00:00:00.001Z' }, '2026-03-01', true],
    ['GTE', { value: '2026-02-28T23:59:59.999Z' }, '2026-02-28', false],
    ['BETWEEN', { value: '2026-02-28', highValue: '2026-03-01' }, '2026-03-01', true],
    ['BETWEEN', { value: '2026-02-28', highValue: '2026-03-01' }, '2026-03-02', false],
  ]);
});

describe('a time', () => {
  table('createdate', [
    ['GT', { value: '2026-02-28' }, '2026-02-28T00:00:00.001Z', true],
    ['LTE', { value: '2026-02-28' }, '2026-02-28T23:59:59.999Z', false],
    ['LT', { value: '1772323200000' }, '2026-02-28T23:59:59.999Z', true],
    [
      'BETWEEN',
      { value: '2026-02-28', highValue: '2026-02-28T23:59:59.999Z' },
      '2026-02-28T12:00:00.000Z',
      true,
    ],
  ]);
});

describe('an id', () => {
  table('hs_object_id', [
    ['GT', { value: '1000000000000000001' }, '1000000000000000002', true],
    ['GT', { value: '1000000000000000002' }, '1000000000000000001', false],
    ['GT', { value: '9' }, '10', true],
    ['IN', { values: ['7', '0010'] }, '10', true],
  ]);
});

describe('an option or an owner', () => {
  table('size', [
    ['EQ', { value: 'small' }, 'SMALL', true],
    ['EQ', { value: 'Size extra large' }, 'extra large', true],
    ['NEQ', { value: 'small' }, 'Large', true],
    ['IN', { values: ['small', 'LARGE'] }, 'Large', true],
  ]);
  table('hubspot_owner_id', [
    ['EQ', { value: '42' }, '42', true],
    ['NOT_IN', { values: ['42', '43'] }, '44', true],
    ['NOT_HAS_PROPERTY', {}, undefined, true],
  ]);
});

describe('several options', () => {
  table('colours', [
    ['EQ', { value: 'green;red' }, 'red;green', true],
    ['EQ', { value: 'red' }, 'red;green', false],
    ['CONTAINS_TOKEN', { value: 'RED' }, 'red;green', true],
    ['CONTAINS_TOKEN', { value: 'red' }, 'dark red', false],
    ['NOT_CONTAINS_TOKEN', { value: 'red' }, 'dark red', true],
    ['IN', { values: ['red', 'dark red'] }, 'green;dark red', true],
    ['NOT_IN', { values: ['red', 'dark red'] }, 'green;dark red', false],
    ['NOT_IN', { values: ['red'] }, undefined, false],
  ]);
});

describe('filters together', () => {
  const ada: Filter = { propertyName: 'dealname', operator: 'EQ', value: 'ada' };
  const large: Filter = { propertyName: 'amount', operator: 'GT', value: '100' };

  it('match if all filters of one group match', () => {
    const groups = [{ filters: [ada, large] }];
    expect(matches(groups, { dealname: 'Ada', amount: '101' }, caseSet)).toBe(true);
    expect(matches(groups, { dealname: 'Ada', amount: '100' }, caseSet)).toBe(false);
  });

  it('match if one of the groups does', () => {
    const groups = [{ filters: [ada] }, { filters: [large] }];
    expect(matches(groups, { amount: '101' }, caseSet)).toBe(true);
    expect(matches(groups, { dealname: 'Grace' }, caseSet)).toBe(false);
  });

  it('match nothing without a group, and everything with an empty one', () => {
    expect(matches([], { dealname: 'Ada' }, caseSet)).toBe(false);
    expect(matches([{ filters: [] }], {}, caseSet)).toBe(true);
  });
});

describe('a filter that says nothing sensible', () => {
  it.each<Filter>([
    { propertyName: 'gone', operator: 'NOT_HAS_PROPERTY' },
    { propertyName: 'constructor', operator: 'HAS_PROPERTY' },
    { propertyName: 'dealname', operator: 'GT', value: 'a' },
    { propertyName: 'amount', operator: 'NEQ', value: 'abc' },
    { propertyName: 'amount', operator: 'NOT_IN', values: ['1', 'abc'] },
    { propertyName: 'amount', operator: 'NOT_IN' },
    { propertyName: 'dealname', operator: 'NOT_CONTAINS_TOKEN', value: '&' },
    { propertyName: 'size', operator: 'NEQ', value: 'no such size' },
  ])('matches no record: %j', (filter) => {
    const properties = { dealname: 'Ada', amount: '5', size: 'SMALL' };
    expect(matches([{ filters: [filter] }], properties, caseSet)).toBe(false);
  });
});

describe('filterableProperties', () => {
  it('names the id and the times of a record in every way that HubSpot does', () => {
    const record = aContact({ id: '7', createdAt: '2026-01-02T00:00:00.000Z' });
    expect(filterableProperties(record)).toMatchObject({
      email: 'contact-7@example.com',
      hs_object_id: '7',
      createdate: '2026-01-02T00:00:00.000Z',
      hs_createdate: '2026-01-02T00:00:00.000Z',
      lastmodifieddate: record.updatedAt,
      hs_lastmodifieddate: record.updatedAt,
    });
  });
});
