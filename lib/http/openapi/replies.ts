import * as z from 'zod/mini';
import { objectTypes } from '../../domain/object-type.ts';
import { writeSources } from '../../domain/record/record.ts';
import { largestPage, longestCursor } from '../page.ts';
import { described, named } from './schema-names.ts';

/** What the answers of several functions are made of. */
export const id = z.string();
export const instant = described('ISO 8601, UTC, with milliseconds.', z.string());
export const count = z.int().check(z.minimum(0));
export const objectType = z.enum(objectTypes);
const source = z.enum(writeSources);

/** One thing that is wrong with what was asked, or what became of a part of it. */
export const problem = z.strictObject({
  message: z.string(),
  in: z.optional(z.string()),
  code: z.optional(z.string()),
});

/** A page of a list; `paging` is there while there is more. */
export const pageOf = <S extends z.ZodMiniType>(result: S) =>
  z.strictObject({
    results: z.array(result),
    paging: z.optional(
      z.strictObject({
        next: z.strictObject({
          after: described('Give it as `after` to read on.', z.string()),
          link: z.optional(z.string()),
        }),
      }),
    ),
  });

/** What every list takes. */
export const pageParameters = z.object({
  limit: described(
    'How many results at most.',
    z.optional(z.int().check(z.minimum(1), z.maximum(largestPage))),
  ),
  after: described(
    'Where the page before ended, from its `paging.next.after`.',
    z.optional(z.string().check(z.maxLength(longestCursor))),
  ),
});

/** One entry of the ownership history. */
export const changeFields = {
  changeId: id,
  at: instant,
  property: z.string(),
  fromOwnerId: z.nullable(id),
  toOwnerId: z.nullable(id),
  source,
  actor: z.string(),
  runId: z.optional(id),
  decisionId: z.optional(id),
};

export const change = named('OwnershipChange', z.strictObject(changeFields));
