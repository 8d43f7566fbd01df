import { actingAs } from '../../lib/app/acting-as.ts';
import { type AssignDeps, assign } from '../../lib/app/assign.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { assignmentOf } from '../../lib/http/assignment.ts';
import { versionsIn } from '../../lib/http/if-match.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok, withVersion } from '../../lib/http/reply.ts';
import { assignBody } from './assign-body.ts';
import type { routes } from './routes.ts';

export const createHandler = (deps: AssignDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /ownership/v1/assign': async ({ body, caller, headers, requestId, actsAs }) => {
      const { recordId, ...assignment } = parse(assignBody, body);
      const request = { ...assignmentOf(assignment, caller), recordId, versions: versionsIn(headers) };
      const by = { actor: caller.actor, requestId, again: actsAs?.again ?? false };
      const { version, ...assigned } = await assign(actingAs(deps, actsAs), request, by);
      return withVersion(ok(assigned), version);
    },
  });
