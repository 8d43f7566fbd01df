import { createRecord } from '../../lib/app/records/create-record.ts';
import type { RecordDeps } from '../../lib/app/records/record-deps.ts';
import { archiveRecord, getRecord, updateRecord } from '../../lib/app/records/update-record.ts';
import { type ApiHandler, createApi, type Request } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { objectTypeInPath, pathParameter } from '../../lib/http/fields.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { created, noContent, ok } from '../../lib/http/reply.ts';
import { createBatch, readBatch, updateBatch } from './batch-routes.ts';
import { propertyNames, recordBody } from './record-body.ts';
import { recordReply, writtenReply } from './record-reply.ts';
import type { routes } from './routes.ts';

/** What every route on one record starts with: which record, and whether the caller may. */
const addressed = ({ path, caller, requestId }: Request, access: 'read' | 'write') => {
  const objectType = objectTypeInPath(path);
  requireScope(caller, objectScope(objectType, access));
  return { objectType, id: pathParameter(path, 'recordId'), by: { actor: caller.actor, requestId } };
};

export const createHandler = (deps: RecordDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /crm/v3/objects/{objectType}': async (request) => {
      const { objectType } = addressed(request, 'read');
      const archived = request.query['archived'] === 'true';
      const list = `${archived ? 'archived ' : ''}${objectType}`;
      const page = pageOf(request, list, { usual: 10 });
      const { records, next } = await deps.records.list(objectType, { ...page, archived });
      const wanted = propertyNames(request.query);
      return ok(pageBody(list, { results: records.map((record) => recordReply(record, wanted)), next }));
    },
    'POST /crm/v3/objects/{objectType}': async (request) => {
      const { objectType, by } = addressed(request, 'write');
      const { properties } = parse(recordBody, request.body);
      return created(writtenReply(await createRecord(deps, objectType, properties, by)));
    },
    'GET /crm/v3/objects/{objectType}/{recordId}': async (request) => {
      const { objectType, id } = addressed(request, 'read');
      const archived = request.query['archived'] === 'true';
      const record = await getRecord(deps, objectType, id, { archived });
      return ok(recordReply(record, propertyNames(request.query)));
    },
    'PATCH /crm/v3/objects/{objectType}/{recordId}': async (request) => {
      const { objectType, id, by } = addressed(request, 'write');
      const { properties } = parse(recordBody, request.body);
      return ok(writtenReply(await updateRecord(deps, objectType, id, properties, by)));
    },
    'DELETE /crm/v3/objects/{objectType}/{recordId}': async (request) => {
      const { objectType, id, by } = addressed(request, 'write');
      await archiveRecord(deps, objectType, id, by);
      return noContent;
    },
    'POST /crm/v3/objects/{objectType}/batch/create': createBatch(deps),
    'POST /crm/v3/objects/{objectType}/batch/read': readBatch(deps),
    'POST /crm/v3/objects/{objectType}/batch/update': updateBatch(deps),
  });
