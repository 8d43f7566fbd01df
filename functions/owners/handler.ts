import { actingAs } from '../../lib/app/acting-as.ts';
import { createOwner, getOwner, type OwnerDeps, updateOwner } from '../../lib/app/directory/owners.ts';
import { countOwned } from '../../lib/app/jobs/owned-counts.ts';
import { objectTypes } from '../../lib/domain/object-type.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { given } from '../../lib/http/given.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { created, noContent, ok } from '../../lib/http/reply.ts';
import { type HandoverDeps, handoverRoute } from './handover-route.ts';
import { leaverReply } from './owned-reply.ts';
import { newOwnerBody, ownerChangeBody, ownerReply, ownersQuery } from './owner-body.ts';
import type { routes } from './routes.ts';

const read = 'crm.objects.owners.read';
const write = 'settings.users.write';

export type OwnersDeps = OwnerDeps & { handover: HandoverDeps };

export const createHandler = (deps: OwnersDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/owners': async (request) => {
      requireScope(request.caller, read);
      const { email } = parse(ownersQuery, request.query, 'query');
      if (email !== undefined) {
        const owner = await deps.owners.findByEmail(email);
        return ok({ results: owner === undefined ? [] : [ownerReply(owner)] });
      }
      const { results, next } = await deps.owners.list(pageOf(request, 'owners'));
      return ok(pageBody('owners', { results: results.map(ownerReply), next }));
    },
    'POST /ownership/v1/owners': async ({ body, caller, actsAs }) => {
      requireScope(caller, write);
      return created(ownerReply(await createOwner(actingAs(deps, actsAs), parse(newOwnerBody, body))));
    },
    'GET /ownership/v1/owners/{ownerId}': async ({ path, caller }) => {
      requireScope(caller, read);
      return ok(ownerReply(await getOwner(deps, pathParameter(path, 'ownerId'))));
    },
    'PATCH /ownership/v1/owners/{ownerId}': async ({ path, body, caller }) => {
      requireScope(caller, write);
      const change = given(parse(ownerChangeBody, body));
      const owner = await updateOwner(deps, pathParameter(path, 'ownerId'), change);
      if (change.active !== false) return ok(ownerReply(owner));
      return ok(leaverReply(owner, await countOwned(deps.handover, owner.id, objectTypes)));
    },
    'DELETE /ownership/v1/owners/{ownerId}': async ({ path, caller }) => {
      requireScope(caller, write);
      const owner = await updateOwner(deps, pathParameter(path, 'ownerId'), { active: false });
      const owned = await countOwned(deps.handover, owner.id, objectTypes);
      return owned.total === 0 ? noContent : ok(leaverReply(owner, owned));
    },
    'POST /ownership/v1/owners/{ownerId}/handover': handoverRoute(deps.handover),
  });
