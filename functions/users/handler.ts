import {
  addUser,
  changeUser,
  getUser,
  listUsers,
  removeUser,
  teamMembers,
  type UserDeps,
  type UserRef,
} from '../../lib/app/directory/users.ts';
import { type ApiHandler, createApi, type Request, type Route } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { given } from '../../lib/http/given.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { created, noContent, ok } from '../../lib/http/reply.ts';
import { orTrailingSlash } from '../../lib/http/trailing-slash.ts';
import type { routes } from './routes.ts';
import { newUserBody, userChangeBody, userQuery } from './user-body.ts';
import { teamReply, userReply } from './user-reply.ts';

const read = 'settings.users.read';
const write = 'settings.users.write';

const named = ({ path, query }: Request): UserRef => ({
  by: parse(userQuery, query, 'query').idProperty,
  value: pathParameter(path, 'userId'),
});

export const createHandler = (deps: UserDeps): ApiHandler => {
  const list: Route = async (request) => {
    requireScope(request.caller, read);
    const { results, next } = await listUsers(deps, pageOf(request, 'users'));
    return ok(pageBody('users', { results: results.map(userReply), next }));
  };
  const add: Route = async ({ body, caller }) => {
    requireScope(caller, write);
    const { roleId: _none, sendWelcomeEmail: _never, ...fields } = parse(newUserBody, body);
    return created(userReply(await addUser(deps, fields)));
  };
  return createApi<(typeof routes)[number]>({
    'GET /settings/v3/users': list,
    'GET /settings/v3/users/{proxy+}': orTrailingSlash(list),
    'POST /settings/v3/users': add,
    'POST /settings/v3/users/{proxy+}': orTrailingSlash(add),
    'GET /settings/v3/users/teams': async ({ caller }) => {
      requireScope(caller, read);
      return ok({ results: (await teamMembers(deps)).map(teamReply) });
    },
    'GET /settings/v3/users/{userId}': async (request) => {
      requireScope(request.caller, read);
      return ok(userReply(await getUser(deps, named(request))));
    },
    'PUT /settings/v3/users/{userId}': async (request) => {
      requireScope(request.caller, write);
      const { roleId: _none, ...change } = given(parse(userChangeBody, request.body));
      return ok(userReply(await changeUser(deps, named(request), change)));
    },
    'DELETE /settings/v3/users/{userId}': async (request) => {
      requireScope(request.caller, write);
      await removeUser(deps, named(request));
      return noContent;
    },
  });
};
