import * as z from 'zod/mini';
import type { Request } from './api.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { parse } from './parse.ts';

/** The most results of a page, unless a list says otherwise. */
export const largestPage = 100;

/** More than a cursor ever has. */
export const longestCursor = 512;

const pageQuery = (largest: number, usual: number) =>
  z.object({
    after: z.optional(z.string().check(z.maxLength(longestCursor))),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(largest)), usual),
  });

/**
 * The page that a request asks for with `limit` and `after`.
 *
 * @param list the name that the list's cursors are sealed with
 * @throws Invalid if the limit is out of range or the cursor is not this list's
 */
export const pageOf = (
  request: Request,
  list: string,
  { largest = largestPage, usual = largestPage } = {},
): { limit: number; after: string | undefined } => {
  const { limit, after } = parse(pageQuery(largest, usual), request.query, 'query');
  return { limit, after: decodeCursor(list, after) };
};

/** A page in the shape that every list answers. */
export const pageBody = <T>(
  list: string,
  page: { results: T[]; next: string | undefined },
): { results: T[]; paging?: { next: { after: string } } } => ({
  results: page.results,
  ...(page.next === undefined ? {} : { paging: { next: { after: encodeCursor(list, page.next) } } }),
});
