import * as z from 'zod/mini';
import { type AssignDeps, assign } from '../../lib/app/assign.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { idField, objectTypeField } from '../../lib/http/fields.ts';
import { ownerRefFields, ownerRefOf } from '../../lib/http/owner-ref.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

const assignBody = z.strictObject({
  objectType: objectTypeField,
  recordId: idField,
  ...ownerRefFields,
  property: z.optional(z.string()),
  overwrite: z._default(z.boolean(), true),
});

export const createHandler = (deps: AssignDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /ownership/v1/assign': async ({ body, caller, requestId }) => {
      const { objectType, recordId, property, overwrite, ...owner } = parse(assignBody, body);
      requireScope(caller, objectScope(objectType, 'write'));
      const request = { objectType, recordId, property, overwrite, owner: ownerRefOf(owner) };
      return ok(await assign(deps, request, { actor: caller.actor, requestId }));
    },
  });
