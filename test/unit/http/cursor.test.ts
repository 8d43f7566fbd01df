import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Invalid } from '../../../lib/domain/errors.ts';
import { decodeCursor, encodeCursor } from '../../../lib/http/cursor.ts';
import { pageBody } from '../../../lib/http/page.ts';
import { anyText } from '../../support/any-text.ts';

const text = anyText.filter((drawn) => drawn.toWellFormed() === drawn && drawn !== '');
const refuses = (list: string, after: string): void =>
  expect(() => decodeCursor(list, after)).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ in: 'after', code: 'INVALID_CURSOR' })] }),
  );

describe('a cursor', () => {
  it('leads back to the position that it was made for', () => {
    fc.assert(
      fc.property(text, text, (list, position) => {
        expect(decodeCursor(list, encodeCursor(list, position))).toBe(position);
      }),
    );
  });

  it('fits into a query as it is', () => {
    fc.assert(
      fc.property(text, text, (list, position) => {
        expect(encodeCursor(list, position)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it('is none where none was given', () => {
    expect(decodeCursor('contacts', undefined)).toBeUndefined();
  });

  it.each(['deals', 'archived contacts', 'changes of contacts 1'])(
    'of contacts is refused for %s',
    (list) => {
      refuses(list, encodeCursor('contacts', '100001'));
    },
  );

  it('is refused once any part of it is missing', () => {
    const cursor = encodeCursor('contacts', '100001');
    for (let length = 0; length < cursor.length; length++) refuses('contacts', cursor.slice(0, length));
  });

  it('is refused once any character of it is another, or one is added', () => {
    const cursor = encodeCursor('contacts', '100001');
    for (const [place, character] of [...cursor].entries()) {
      const other = character === 'A' ? 'B' : 'A';
      refuses('contacts', cursor.slice(0, place) + other + cursor.slice(place + 1));
    }
    for (const added of ['!', '=', ' ', 'A', '\n']) refuses('contacts', `${cursor}${added}`);
  });

  it.each(['', ' ', '0', '100001', 'null', '%00', '../../etc/passwd', '{}', '😀', 'a'.repeat(512)])(
    'is not the made up %j',
    (after) => {
      refuses('contacts', after);
    },
  );

  it('says nothing but that it is no cursor of this list', () => {
    expect(() => decodeCursor('contacts', 'made-up')).toThrow(Invalid);
  });
});

describe('pageBody', () => {
  it('shows a way on where there is one', () => {
    expect(pageBody('contacts', { results: [1], next: '7' })).toEqual({
      results: [1],
      paging: { next: { after: encodeCursor('contacts', '7') } },
    });
  });

  it('shows none on the last page', () => {
    expect(pageBody('contacts', { results: [], next: undefined })).toEqual({ results: [] });
  });
});
