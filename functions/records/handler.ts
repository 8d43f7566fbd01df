import { readOnce } from '../../lib/app/read-once.ts';
import { createRecord } from '../../lib/app/records/create-record.ts';
import { archiveRecord, getRecord, updateRecord } from '../../lib/app/records/update-record.ts';
import { visibleOf } from '../../lib/app/records/visible.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { writtenReply } from '../../lib/http/record-reply.ts';
import { created, noContent, ok, withVersion } from '../../lib/http/reply.ts';
import { addressed } from './addressed.ts';
import { archiveBatch, createBatch, updateBatch, upsertBatch } from './batch-routes.ts';
import { readBatch } from './read-batch.ts';
import { recordBody } from './record-body.ts';
import { recordInPath } from './record-in-path.ts';
import { recordQuery } from './record-query.ts';
import type { routes } from './routes.ts';
import { type ShowDeps, showRecords } from './show-records.ts';

export const createHandler = (deps: ShowDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /crm/v3/objects/{objectType}': async (request) => {
      const { objectType } = addressed(request, 'read');
      const { archived, ...wanted } = parse(recordQuery, request.query, 'query');
      const list = `${archived ? 'archived ' : ''}${objectType}`;
      const page = pageOf(request, list, { usual: 10 });
      const { records, next } = await deps.records.list(objectType, { ...page, archived });
      const results = await showRecords(deps, objectType, wanted, records);
      return ok(pageBody(list, { results, next }));
    },
    'POST /crm/v3/objects/{objectType}': async (request) => {
      const { objectType, by } = addressed(request, 'write');
      const { properties } = parse(recordBody, request.body);
      return created(writtenReply(await createRecord(deps, objectType, properties, by)));
    },
    'GET /crm/v3/objects/{objectType}/{recordId}': async (request) => {
      const { objectType } = addressed(request, 'read');
      const { archived, ...wanted } = parse(recordQuery, request.query, 'query');
      const address = await recordInPath(deps.properties, objectType, request);
      const record = await getRecord(deps, objectType, address, { archived });
      const [shown] = await showRecords(deps, objectType, wanted, [record]);
      return withVersion(ok(shown), record.version);
    },
    'PATCH /crm/v3/objects/{objectType}/{recordId}': async (request) => {
      const { objectType, by } = addressed(request, 'write');
      const { properties } = parse(recordBody, request.body);
      const once = { ...deps, properties: readOnce(deps.properties) };
      const address = await recordInPath(once.properties, objectType, request);
      const record = await updateRecord(once, objectType, address, properties, by);
      const visible = await visibleOf(once.properties, objectType);
      return ok(writtenReply(visible(record)));
    },
    'DELETE /crm/v3/objects/{objectType}/{recordId}': async (request) => {
      const { objectType, by } = addressed(request, 'write');
      const address = await recordInPath(deps.properties, objectType, request);
      await archiveRecord(deps, objectType, address, by);
      return noContent;
    },
    'POST /crm/v3/objects/{objectType}/batch/create': createBatch(deps),
    'POST /crm/v3/objects/{objectType}/batch/read': readBatch(deps),
    'POST /crm/v3/objects/{objectType}/batch/update': updateBatch(deps),
    'POST /crm/v3/objects/{objectType}/batch/upsert': upsertBatch(deps),
    'POST /crm/v3/objects/{objectType}/batch/archive': archiveBatch(deps),
  });
