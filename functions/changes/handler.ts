import { type ExplainChangeDeps, explainChange } from '../../lib/app/explain-change.ts';
import type { ChangeStore } from '../../lib/app/ports/changes.ts';
import type { OwnerChange } from '../../lib/domain/change.ts';
import { NotFound } from '../../lib/domain/errors.ts';
import { type ObjectType, singular } from '../../lib/domain/object-type.ts';
import { type ApiHandler, createApi, type Request } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { objectTypeInPath, pathParameter } from '../../lib/http/fields.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

export type ChangesDeps = ExplainChangeDeps & { changes: Pick<ChangeStore, 'list'> };

/** The record that the path names, once the caller may read such records. */
const addressed = ({ caller, path }: Request): { objectType: ObjectType; recordId: string } => {
  const objectType = objectTypeInPath(path);
  requireScope(caller, objectScope(objectType, 'read'));
  return { objectType, recordId: pathParameter(path, 'recordId') };
};

const changeReply = ({ changeId, property, fromOwnerId, toOwnerId, write }: OwnerChange) => {
  const { at, source, actor, runId, decisionId } = write;
  return { changeId, at, property, fromOwnerId, toOwnerId, source, actor, runId, decisionId };
};

export const createHandler = (deps: ChangesDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/objects/{objectType}/{recordId}/changes': async (request) => {
      const { objectType, recordId } = addressed(request);
      const list = `changes of ${objectType} ${recordId}`;
      const page = pageOf(request, list);
      if ((await deps.records.get(objectType, recordId)) === undefined) {
        throw new NotFound(`There is no ${singular(objectType)} ${recordId}.`);
      }
      const { results, next } = await deps.changes.list(objectType, recordId, page);
      return ok(pageBody(list, { results: results.map(changeReply), next }));
    },
    'GET /ownership/v1/objects/{objectType}/{recordId}/changes/{changeId}/explanation': async (request) => {
      const record = addressed(request);
      const changeId = pathParameter(request.path, 'changeId');
      const { change, sentence, rotation } = await explainChange(deps, { ...record, changeId });
      return ok({ ...changeReply(change), sentence, rotation });
    },
  });
