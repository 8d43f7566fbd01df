import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromRanges, toRanges } from '../../../lib/domain/import/row-ranges.ts';

it.each([
  ['', []],
  ['2', [2]],
  ['2-501', Array.from({ length: 500 }, (_, n) => n + 2)],
  ['2-3,5,7-9', [2, 3, 5, 7, 8, 9]],
])('rows are written in short: %s', (text, rows) => {
  expect(toRanges(rows)).toBe(text);
  expect(fromRanges(text)).toEqual(rows);
});

it('what is read is what was written, in order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 600 })), (rows) => {
      expect(fromRanges(toRanges(rows))).toEqual(rows.toSorted((a, b) => a - b));
    }),
  );
});
