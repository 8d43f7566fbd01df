import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ulidFrom, ulidPattern } from '../../../lib/domain/ulid.ts';
import { anyText } from '../../support/any-text.ts';

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const sequence = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const name = anyText;

describe('ulidFrom', () => {
  it('makes a valid ULID, the same from the same', () => {
    fc.assert(
      fc.property(time, sequence, name, (...from) => {
        expect(ulidFrom(...from)).toMatch(ulidPattern);
        expect(ulidFrom(...from)).toBe(ulidFrom(...from));
      }),
    );
  });

  it('writes the time as every ULID has it', () => {
    // The example of the ULID specification.
    expect(ulidFrom(1_469_918_176_385, 0, 'x').slice(0, 10)).toBe('01ARYZ6S41');
  });

  it('sorts by time first, then by sequence, whatever the names', () => {
    fc.assert(
      fc.property(time, time, sequence, sequence, name, name, (t1, t2, s1, s2, n1, n2) => {
        fc.pre(t1 !== t2 || s1 !== s2);
        const earlier = t1 < t2 || (t1 === t2 && s1 < s2);
        expect(ulidFrom(t1, s1, n1) < ulidFrom(t2, s2, n2)).toBe(earlier);
      }),
    );
  });

  it('gives ten thousand names of one moment ten thousand ids', () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => ulidFrom(1, 1, `${n}#hubspot_owner_id`));
    expect(new Set(ids).size).toBe(10_000);
  });
});
