import { type ConflictDeps, listConflicts } from '../../lib/app/salesforce/list-conflicts.ts';
import { type TakeChangesDeps, takeOwnerChanges } from '../../lib/app/salesforce/take-owner-changes.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { ownerChangesBody } from '../../lib/http/owner-changes-body.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok } from '../../lib/http/reply.ts';
import { conflictsQuery } from './conflicts-query.ts';
import type { routes } from './routes.ts';

export type SalesforceDeps = TakeChangesDeps & ConflictDeps;

export const createHandler = (deps: SalesforceDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /ownership/v1/integrations/salesforce/owner-changes': async ({ body, caller, requestId }) => {
      const { changes } = parse(ownerChangesBody, body);
      for (const type of new Set(changes.map(({ objectType }) => objectType))) {
        requireScope(caller, objectScope(type, 'write'));
      }
      return ok(await takeOwnerChanges(deps, changes, { actor: caller.actor, requestId }));
    },
    'GET /ownership/v1/integrations/salesforce/conflicts': async (request) => {
      const { objectType } = parse(conflictsQuery, request.query, 'query');
      const { salesforceSync } = await deps.settings.get();
      const synced = salesforceSync.enabled ? salesforceSync.objectTypes : [];
      const types = objectType === undefined ? [...new Set(synced)].sort() : [objectType];
      for (const type of types) requireScope(request.caller, objectScope(type, 'read'));
      const list = `conflicts of ${types.join(' ')}`;
      const page = pageOf(request, list);
      return ok(pageBody(list, await listConflicts(deps, types, page)));
    },
  });
