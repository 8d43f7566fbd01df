import type { PropertyCatalog } from '../../lib/app/ports/properties.ts';
import { visibleIn } from '../../lib/app/records/visible.ts';
import type { SearchDeps } from '../../lib/app/search/find-matches.ts';
import { searchRecords } from '../../lib/app/search/search-records.ts';
import { type Problem, refuseAny } from '../../lib/domain/errors.ts';
import { filterProblems, searchLimits } from '../../lib/domain/filter/check-filters.ts';
import { kindOfProperty } from '../../lib/domain/filter/system-properties.ts';
import type { PropertySet } from '../../lib/domain/record/property-set.ts';
import type { Search, Sort } from '../../lib/domain/search/search.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { objectTypeInPath } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { recordReply } from '../../lib/http/record-reply.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';
import { groupsOf, searchBody } from './search-body.ts';

export type SearchHandlerDeps = SearchDeps & { properties: PropertyCatalog };

const sortProblem = (set: PropertySet, sort: Sort | undefined): Problem | undefined =>
  sort === undefined || kindOfProperty(set, sort.propertyName) !== undefined
    ? undefined
    : {
        in: 'sorts[0].propertyName',
        code: 'PROPERTY_DOESNT_EXIST',
        message: `Property ${sort.propertyName} does not exist on ${set.objectType}.`,
      };

/** The place of a filter that was given without a group around it. */
const withoutGroup = (problem: Problem): Problem =>
  problem.in === undefined
    ? problem
    : { ...problem, in: problem.in.replace('filterGroups[0].filters', 'filters') };

export const createHandler = (deps: SearchHandlerDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /crm/v3/objects/{objectType}/search': async ({ path, caller, body }) => {
      const objectType = objectTypeInPath(path);
      requireScope(caller, objectScope(objectType, 'read'));
      const asked = parse(searchBody, body ?? {});
      const { query, limit } = asked;
      const { groups, atTop } = groupsOf(asked);
      const [sort] = asked.sorts ?? [];
      const set = await deps.properties.of(objectType);
      const problems = filterProblems(groups, set, searchLimits);
      refuseAny([...(atTop ? problems.map(withoutGroup) : problems), sortProblem(set, sort)]);
      const offset = asked.after ?? 0;
      const search: Search = {
        objectType,
        groups,
        limit,
        offset,
        ...(query == null ? {} : { query }),
        ...(sort === undefined ? {} : { sort }),
      };
      const visible = visibleIn(set);
      const { total, records, more } = await searchRecords(deps, set, search);
      return ok({
        total,
        results: records.map((record) => recordReply(visible(record), asked.properties ?? [])),
        ...(more ? { paging: { next: { after: String(offset + limit) } } } : {}),
      });
    },
  });
