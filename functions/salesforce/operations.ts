import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import {
  count,
  id,
  instant,
  objectType,
  pageOf,
  pageParameters,
  problem,
} from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';
import { ownerChangesBody } from '../../lib/http/owner-changes-body.ts';
import { conflictsQuery } from './conflicts-query.ts';
import type { routes } from './routes.ts';

const tag = 'Salesforce';
const owner = z.nullable(id);

const settled = z.strictObject({
  objectType,
  recordId: id,
  outcome: z.enum(['ASSIGNED', 'CLEARED', 'UNCHANGED', 'STALE', 'COULD_NOT_FIND_OWNER']),
  previousOwnerId: owner,
  ownerId: described('Who owns the record now.', owner),
  changeId: described('The entry of the history that this leads to.', z.nullable(id)),
  error: z.optional(problem),
});

const refused = z.strictObject({
  objectType,
  recordId: id,
  outcome: z.enum(['SYNC_DISABLED', 'RECORD_NOT_FOUND', 'IN_THE_FUTURE', 'FAILED']),
  error: problem,
});

const taken = named(
  'SalesforceOwnerChangesTaken',
  z.strictObject({
    total: count,
    assigned: count,
    cleared: count,
    unchanged: count,
    stale: count,
    failed: count,
    results: z.array(z.union([settled, refused])),
  }),
);

const conflict = named(
  'SalesforceConflict',
  z.strictObject({
    objectType,
    recordId: id,
    ownerId: owner,
    salesforceUserId: described('The user in Salesforce of the owner here.', owner),
    salesforceOwnerId: described('Who owns it in Salesforce, as it last said.', owner),
    salesforceChangedAt: instant,
    salesforceOwnerIsOwnerId: described('Who that is here.', owner),
  }),
);

export const operations: Operations<(typeof routes)[number]> = {
  'POST /ownership/v1/integrations/salesforce/owner-changes': {
    id: 'takeSalesforceOwnerChanges',
    tag,
    summary: 'Follows changes of owners in Salesforce',
    description:
      'Each change is settled by itself; the results come in the order asked. One that is older than the last assignment here is `STALE` and changes nothing. It needs the scope of each object type named.',
    scopes: ['crm.objects.{objectType}.write'],
    body: named('SalesforceOwnerChanges', ownerChangesBody),
    answers: { 200: taken },
  },
  'GET /ownership/v1/integrations/salesforce/conflicts': {
    id: 'listSalesforceConflicts',
    tag,
    summary: 'Lists the records whose owner is another one in Salesforce',
    description: 'Without `objectType`, of all object types that are synced; it needs the scope of each.',
    scopes: ['crm.objects.{objectType}.read'],
    query: z.extend(pageParameters, conflictsQuery.shape),
    answers: { 200: pageOf(conflict) },
  },
};
