import fc from 'fast-check';
import { expect, it } from 'vitest';
import { delimiters, detectDelimiter, firstLineEnd } from '../../../lib/domain/import/delimiter.ts';

it.each([
  ['Email,First Name', ','],
  ['Email;First Name', ';'],
  ['Email\tFirst Name', '\t'],
  ['Email', ','],
  ['"Name; first, last";Email', ';'],
  ['"a,b,c,d";"e"', ';'],
  ['', ','],
])('the delimiter of %j is %j', (line, delimiter) => {
  expect(detectDelimiter(line)).toBe(delimiter);
});

it('finds the delimiter whatever stands between quotes', () => {
  const header = fc.string().map((text) => `"${text.replaceAll('"', '""')}"`);
  fc.assert(
    fc.property(fc.constantFrom(...delimiters), fc.array(header, { minLength: 2 }), (delimiter, headers) => {
      expect(detectDelimiter(headers.join(delimiter))).toBe(delimiter);
    }),
  );
});

it.each([
  ['a,b\nc', 3],
  ['a,b\r\nc', 3],
  ['"a\nb",c\rd', 7],
  ['a,b', -1],
])('the first line of %j ends at %d', (text, end) => {
  expect(firstLineEnd(text)).toBe(end);
});
