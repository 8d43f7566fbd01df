import { createHash } from 'node:crypto';
import { noSuchPosition } from '../domain/page-position.ts';

const seal = (list: string, position: string): string =>
  createHash('sha256').update(`${list}\n${position}`).digest('base64url').slice(0, 8);

/**
 * The `after` of a list's next page: where this page ended, sealed with the name of the list. It holds a position among
 * what the caller may read anyway, never a table's key. The seal catches mistakes, not malice, since it rests on no secret: whoever
 * lists must be ready for any position.
 */
export const encodeCursor = (list: string, position: string): string =>
  Buffer.from(`${seal(list, position)}${position}`).toString('base64url');

/**
 * The position that an `after` stands for; undefined where there is none.
 *
 * @throws Invalid if it was not made by {@link encodeCursor} for this very list
 */
export const decodeCursor = (list: string, after: string | undefined): string | undefined => {
  if (after === undefined) return undefined;
  const text = Buffer.from(after, 'base64url').toString();
  const position = text.slice(8);
  if (position === '' || after !== encodeCursor(list, position)) {
    throw noSuchPosition();
  }
  return position;
};
