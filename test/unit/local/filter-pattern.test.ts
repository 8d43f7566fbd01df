import { describe, expect, test } from 'vitest';
import { compileFilter, compileFilters } from '../../../infra/local/sources/filter-pattern.ts';

const record = {
  eventName: 'INSERT',
  empty: null,
  dynamodb: { NewImage: { kind: { S: 'Contact' }, age: { N: '42' }, tags: { SS: ['a', 'b'] } } },
};
const at = (rule: unknown, key: string, type: string) => ({
  dynamodb: { NewImage: { [key]: { [type]: [rule] } } },
});

describe('a pattern', () => {
  test.each<[object, boolean]>([
    [{ eventName: ['INSERT', 'MODIFY'] }, true],
    [{ eventName: ['MODIFY'] }, false],
    [{ empty: [null] }, true],
    [{ missing: ['x'] }, false],
    [at('Contact', 'kind', 'S'), true],
    [at({ prefix: 'Con' }, 'kind', 'S'), true],
    [at({ suffix: 'tact' }, 'kind', 'S'), true],
    [at({ suffix: 'x' }, 'kind', 'S'), false],
    [at({ 'equals-ignore-case': 'CONTACT' }, 'kind', 'S'), true],
    [at({ 'anything-but': ['Deal'] }, 'kind', 'S'), true],
    [at({ 'anything-but': ['Contact'] }, 'kind', 'S'), false],
    [at({ 'anything-but': { prefix: 'Con' } }, 'kind', 'S'), false],
    [at({ 'anything-but': ['x'] }, 'nothing', 'S'), false],
    [at({ numeric: ['>', 40, '<=', 42] }, 'age', 'N'), true],
    [at({ numeric: ['>=', 43] }, 'age', 'N'), false],
    [at({ numeric: ['=', 42] }, 'kind', 'S'), false],
    [at('b', 'tags', 'SS'), true],
    [{ dynamodb: { NewImage: { kind: [{ exists: true }] } } }, true],
    [{ dynamodb: { NewImage: { other: [{ exists: false }] } } }, true],
    [{ dynamodb: { OldImage: { kind: [{ exists: false }] } } }, true],
    [{ $or: [{ eventName: ['REMOVE'] }, { empty: [null] }] }, true],
    [{ eventName: ['INSERT'], missing: ['x'] }, false],
  ])('%j fits: %s', (pattern, expected) => {
    expect(compileFilter(JSON.stringify(pattern))(record)).toBe(expected);
  });

  test.each([{ a: [{ cidr: '10.0.0.0/8' }] }, { a: [{ numeric: ['~', 1] }] }, { a: 'text' }])(
    '%j is refused because it is not modelled',
    (pattern) => {
      expect(() => compileFilter(JSON.stringify(pattern))).toThrow();
    },
  );
});

test('any of several patterns is enough, and none lets everything pass', () => {
  expect(compileFilters(['{"eventName":["REMOVE"]}', '{"empty":[null]}'])(record)).toBe(true);
  expect(compileFilters(['{"eventName":["REMOVE"]}'])(record)).toBe(false);
  expect(compileFilters([])(record)).toBe(true);
});
