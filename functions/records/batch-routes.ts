import { createRecords, updateRecords } from '../../lib/app/records/batch.ts';
import type { RecordDeps } from '../../lib/app/records/record-deps.ts';
import type { Route } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { objectTypeInPath } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { batchReply, settledInputs } from './batch-reply.ts';
import { batchCreateBody, batchReadBody, batchUpdateBody } from './record-body.ts';
import { recordReply } from './record-reply.ts';

export const createBatch =
  (deps: RecordDeps): Route =>
  async ({ path, body, caller, requestId }) => {
    const objectType = objectTypeInPath(path);
    requireScope(caller, objectScope(objectType, 'write'));
    const { inputs } = parse(batchCreateBody, body);
    const startedAt = deps.now();
    const settled = await createRecords(deps, objectType, inputs, { actor: caller.actor, requestId });
    const outcome = settledInputs(settled, requestId);
    return batchReply({ ...outcome, startedAt, completedAt: deps.now(), successStatus: 201 });
  };

export const updateBatch =
  (deps: RecordDeps): Route =>
  async ({ path, body, caller, requestId }) => {
    const objectType = objectTypeInPath(path);
    requireScope(caller, objectScope(objectType, 'write'));
    const { inputs } = parse(batchUpdateBody, body);
    const startedAt = deps.now();
    const settled = await updateRecords(deps, objectType, inputs, { actor: caller.actor, requestId });
    return batchReply({ ...settledInputs(settled, requestId), startedAt, completedAt: deps.now() });
  };

export const readBatch =
  (deps: RecordDeps): Route =>
  async ({ path, body, caller }) => {
    const objectType = objectTypeInPath(path);
    requireScope(caller, objectScope(objectType, 'read'));
    const { inputs, properties } = parse(batchReadBody, body);
    const startedAt = deps.now();
    const ids = [...new Set(inputs.map(({ id }) => id))];
    const found = await deps.records.getMany(objectType, ids);
    const live = ids.flatMap((id) => found.get(id) ?? []).filter((record) => record.archivedAt === null);
    const missing = ids.filter((id) => !live.some((record) => record.id === id));
    const errors = [
      {
        status: 'error' as const,
        category: 'OBJECT_NOT_FOUND',
        message: `There are no ${objectType} with these ids.`,
        context: { ids: missing },
      },
    ];
    return batchReply({
      startedAt,
      completedAt: deps.now(),
      results: live.map((record) => recordReply(record, properties)),
      errors: missing.length === 0 ? [] : errors,
    });
  };
