import * as z from 'zod/mini';
import { archivedQueryField } from '../../lib/http/query-fields.ts';

/** Which owners are wanted; what else a query says is ignored. */
export const ownersQuery = z.object({
  email: z.optional(z.string().check(z.maxLength(254))),
  archived: archivedQueryField,
});

/** By what an owner is named. Here the ids of an owner and of their user are the same number. */
export const ownerQuery = z.object({
  idProperty: z._default(z.enum(['id', 'userId']), 'id'),
  archived: archivedQueryField,
});
