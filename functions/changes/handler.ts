import type { ChangeStore } from '../../lib/app/ports/changes.ts';
import type { RecordStore } from '../../lib/app/ports/records.ts';
import type { OwnerChange } from '../../lib/domain/change.ts';
import { NotFound } from '../../lib/domain/errors.ts';
import { singular } from '../../lib/domain/object-type.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { objectTypeInPath, pathParameter } from '../../lib/http/fields.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

export type ChangesDeps = { changes: Pick<ChangeStore, 'list'>; records: Pick<RecordStore, 'get'> };

const changeReply = ({ changeId, property, fromOwnerId, toOwnerId, write }: OwnerChange) => {
  const { at, source, actor, runId, decisionId } = write;
  return { changeId, at, property, fromOwnerId, toOwnerId, source, actor, runId, decisionId };
};

export const createHandler = ({ changes, records }: ChangesDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/objects/{objectType}/{recordId}/changes': async (request) => {
      const objectType = objectTypeInPath(request.path);
      requireScope(request.caller, objectScope(objectType, 'read'));
      const recordId = pathParameter(request.path, 'recordId');
      const list = `changes of ${objectType} ${recordId}`;
      const page = pageOf(request, list);
      if ((await records.get(objectType, recordId)) === undefined) {
        throw new NotFound(`There is no ${singular(objectType)} ${recordId}.`);
      }
      const { results, next } = await changes.list(objectType, recordId, page);
      return ok(pageBody(list, { results: results.map(changeReply), next }));
    },
  });
