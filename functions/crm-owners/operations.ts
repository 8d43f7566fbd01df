import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { id, instant, pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import { ownerQuery, ownersQuery } from './owner-query.ts';
import type { routes } from './routes.ts';

const tag = 'HubSpot: owners and users';
const scopes = ['crm.objects.owners.read'];

const owner = named(
  'CrmOwner',
  z.strictObject({
    id,
    email: z.string(),
    type: z.literal('PERSON'),
    firstName: z.string(),
    lastName: z.string(),
    userId: z.optional(z.int()),
    userIdIncludingInactive: z.int(),
    createdAt: instant,
    updatedAt: instant,
    archived: z.boolean(),
    teams: z.optional(z.array(z.strictObject({ id, name: z.string(), primary: z.boolean() }))),
  }),
  'An owner as HubSpot shows one. `userId` is the same number as `id`; a deactivated owner is archived and has none.',
);

export const operations: Operations<(typeof routes)[number]> = {
  'GET /crm/v3/owners': {
    id: 'listCrmOwners',
    summary: 'Lists the owners',
    description: 'At most 500 at a time. With `archived=true` the deactivated ones instead of the others.',
    tag,
    scopes,
    query: z.extend(pageParameters, ownersQuery.shape),
    answers: { 200: pageOf(owner) },
  },
  'GET /crm/v3/owners/{ownerId}': {
    id: 'getCrmOwner',
    summary: 'Gives one owner',
    tag,
    scopes,
    query: ownerQuery,
    answers: { 200: owner },
    refuses: [404],
  },
};
