import * as z from 'zod/mini';
import type { AssignDeps } from '../../lib/app/assign.ts';
import { bulkAssign, largestBulk } from '../../lib/app/bulk-assign.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { idField, objectTypeField } from '../../lib/http/fields.ts';
import { ownerRefFields, ownerRefOf } from '../../lib/http/owner-ref.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

const bulkAssignBody = z.strictObject({
  objectType: objectTypeField,
  recordIds: z.array(idField).check(z.minLength(1), z.maxLength(largestBulk)),
  ...ownerRefFields,
  property: z.optional(z.string()),
  overwrite: z._default(z.boolean(), true),
});

export const createHandler = (deps: AssignDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /ownership/v1/bulk-assign': async ({ body, caller, requestId }) => {
      const { objectType, recordIds, property, overwrite, ...owner } = parse(bulkAssignBody, body);
      requireScope(caller, objectScope(objectType, 'write'));
      const request = { objectType, recordIds, property, overwrite, owner: ownerRefOf(owner) };
      return ok(await bulkAssign(deps, request, { actor: caller.actor, requestId }));
    },
  });
