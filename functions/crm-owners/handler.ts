import { listAll, listWanted } from '../../lib/app/directory/list-all.ts';
import type { OwnerStore, TeamStore } from '../../lib/app/ports/directory.ts';
import { NotFound } from '../../lib/domain/errors.ts';
import type { Owner } from '../../lib/domain/owner/owner.ts';
import { type ApiHandler, createApi, type Route } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok } from '../../lib/http/reply.ts';
import { orTrailingSlash } from '../../lib/http/trailing-slash.ts';
import { ownerQuery, ownersQuery } from './owner-query.ts';
import { type CrmOwner, crmOwner } from './owner-reply.ts';
import type { routes } from './routes.ts';

export type CrmOwnersDeps = {
  owners: Pick<OwnerStore, 'get' | 'findByEmail' | 'list'>;
  teams: Pick<TeamStore, 'list'>;
};

const scope = 'crm.objects.owners.read';

export const createHandler = ({ owners, teams }: CrmOwnersDeps): ApiHandler => {
  const shown = async (found: readonly Owner[]): Promise<CrmOwner[]> => {
    const inTeams = found.some((owner) => owner.primaryTeamId !== null || owner.secondaryTeamIds.length > 0);
    const all = inTeams ? await listAll(teams.list) : [];
    const names = new Map(all.map(({ id, name }) => [id, name]));
    return found.map((owner) => crmOwner(owner, names));
  };
  const list: Route = async (request) => {
    requireScope(request.caller, scope);
    const { email, archived } = parse(ownersQuery, request.query, 'query');
    const name = archived ? 'archived owners' : 'owners';
    const page = pageOf(request, name, { largest: 500, usual: 100 });
    const wanted = ({ active }: Owner) => active !== archived;
    if (email) {
      const owner = await owners.findByEmail(email);
      return ok({ results: await shown(owner !== undefined && wanted(owner) ? [owner] : []) });
    }
    const { results, next } = await listWanted(owners.list, wanted, page);
    return ok(pageBody(name, { results: await shown(results), next }));
  };
  return createApi<(typeof routes)[number]>({
    'GET /crm/v3/owners': list,
    'GET /crm/v3/owners/{proxy+}': orTrailingSlash(list),
    'GET /crm/v3/owners/{ownerId}': async ({ path, query, caller }) => {
      requireScope(caller, scope);
      const { archived } = parse(ownerQuery, query, 'query');
      const id = pathParameter(path, 'ownerId');
      const owner = await owners.get(id);
      if (owner === undefined || owner.active === archived) {
        throw new NotFound(`There is no ${archived ? 'archived ' : ''}owner ${id}.`);
      }
      const [reply] = await shown([owner]);
      return ok(reply);
    },
  });
};
