import { actingAs } from '../../lib/app/acting-as.ts';
import { createTeam, deleteTeam, getTeam, renameTeam, type TeamDeps } from '../../lib/app/directory/teams.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { created, noContent, ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';
import { teamBody } from './team-body.ts';

const read = 'crm.objects.owners.read';
const write = 'settings.users.write';

export const createHandler = (deps: TeamDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/teams': async (request) => {
      requireScope(request.caller, read);
      return ok(pageBody('teams', await deps.teams.list(pageOf(request, 'teams'))));
    },
    'POST /ownership/v1/teams': async ({ body, caller, actsAs }) => {
      requireScope(caller, write);
      return created(await createTeam(actingAs(deps, actsAs), parse(teamBody, body)));
    },
    'GET /ownership/v1/teams/{teamId}': async ({ path, caller }) => {
      requireScope(caller, read);
      return ok(await getTeam(deps, pathParameter(path, 'teamId')));
    },
    'PATCH /ownership/v1/teams/{teamId}': async ({ path, body, caller }) => {
      requireScope(caller, write);
      return ok(await renameTeam(deps, pathParameter(path, 'teamId'), parse(teamBody, body)));
    },
    'DELETE /ownership/v1/teams/{teamId}': async ({ path, caller }) => {
      requireScope(caller, write);
      await deleteTeam(deps, pathParameter(path, 'teamId'));
      return noContent;
    },
  });
