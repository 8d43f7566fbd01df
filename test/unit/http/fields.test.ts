import { describe, expect, it } from 'vitest';
import { Invalid, NotFound } from '../../../lib/domain/errors.ts';
import type { Request } from '../../../lib/http/api.ts';
import { ownerRefOf } from '../../../lib/http/assignment.ts';
import { encodeCursor } from '../../../lib/http/cursor.ts';
import { objectTypeInPath, pathParameter } from '../../../lib/http/fields.ts';
import { given } from '../../../lib/http/given.ts';
import { pageOf } from '../../../lib/http/page.ts';

const asking = (query: Record<string, string>): Request => ({
  path: {},
  query,
  body: undefined,
  headers: {},
  caller: { actor: 'ada', scopes: new Set() },
  requestId: 'r',
});
const named = (field: string) =>
  expect.objectContaining({ problems: [expect.objectContaining({ in: field })] });

describe('pageOf', () => {
  it('takes limit and after, and the usual limit where none is given', () => {
    const after = encodeCursor('contacts', '7');
    expect(pageOf(asking({ limit: '3', after }), 'contacts')).toEqual({ limit: 3, after: '7' });
    expect(pageOf(asking({}), 'contacts', { usual: 10 })).toEqual({ limit: 10, after: undefined });
    expect(pageOf(asking({ limit: '100' }), 'contacts').limit).toBe(100);
  });

  it.each(['0', '-1', '101', '1.5', 'ten', '', ' ', '10,20', 'Infinity', 'NaN'])(
    'refuses the limit %j',
    (limit) => {
      expect(() => pageOf(asking({ limit }), 'contacts')).toThrow(named('limit'));
    },
  );

  it('refuses a cursor of another list and one that is too long', () => {
    const foreign = encodeCursor('deals', '7');
    expect(() => pageOf(asking({ after: foreign }), 'contacts')).toThrow(named('after'));
    expect(() => pageOf(asking({ after: 'a'.repeat(513) }), 'contacts')).toThrow(named('after'));
    expect(() => pageOf(asking({ after: '' }), 'contacts')).toThrow(named('after'));
  });
});

describe('what a path names', () => {
  it('is an object type by any of its names', () => {
    expect(objectTypeInPath({ objectType: '0-2' })).toBe('companies');
    expect(() => objectTypeInPath({ objectType: 'people' })).toThrow(named('objectType'));
    expect(() => objectTypeInPath({})).toThrow(Invalid);
  });

  it('is an id, and not there if it is longer than any id', () => {
    expect(pathParameter({ ownerId: '7' }, 'ownerId')).toBe('7');
    expect(() => pathParameter({ ownerId: '7'.repeat(129) }, 'ownerId')).toThrow(NotFound);
  });
});

describe('ownerRefOf', () => {
  it('takes an id, an e-mail or nobody', () => {
    expect(ownerRefOf({ ownerId: '7' })).toEqual({ ownerId: '7' });
    expect(ownerRefOf({ ownerId: null })).toEqual({ ownerId: null });
    expect(ownerRefOf({ ownerEmail: 'ada@example.com' })).toEqual({ ownerEmail: 'ada@example.com' });
  });

  it('refuses none and both', () => {
    expect(() => ownerRefOf({})).toThrow(named('ownerId'));
    expect(() => ownerRefOf({ ownerId: null, ownerEmail: 'ada@example.com' })).toThrow(named('ownerEmail'));
  });
});

describe('given', () => {
  it('leaves out what was not said and keeps what was said to be nothing', () => {
    expect(given({ a: 1, b: undefined, c: null, d: '', e: false })).toEqual({
      a: 1,
      c: null,
      d: '',
      e: false,
    });
  });
});
