import { readOnce } from '../../lib/app/read-once.ts';
import { createRecords, updateRecords } from '../../lib/app/records/batch.ts';
import type { RecordDeps } from '../../lib/app/records/record-deps.ts';
import { type Visible, visibleOf } from '../../lib/app/records/visible.ts';
import type { InputResult } from '../../lib/app/records/write-inputs.ts';
import type { Request, Route } from '../../lib/http/api.ts';
import { parse } from '../../lib/http/parse.ts';
import { recordReply } from '../../lib/http/record-reply.ts';
import type { Reply } from '../../lib/http/reply.ts';
import { addressed } from './addressed.ts';
import { batchReply, settledInputs } from './batch-reply.ts';
import { batchCreateBody, batchReadBody, batchUpdateBody } from './record-body.ts';

/** Answers a batch of writes with what became of each input. */
const writeBatch = async (
  { now }: Pick<RecordDeps, 'now'>,
  { requestId }: Request,
  successStatus: number,
  write: () => Promise<InputResult[]>,
): Promise<Reply> => {
  const startedAt = now();
  const outcome = settledInputs(await write(), requestId);
  return batchReply({ ...outcome, startedAt, completedAt: now(), successStatus });
};

const shown = (results: readonly InputResult[], visible: Visible): InputResult[] =>
  results.map((result) => ('record' in result ? { record: visible(result.record) } : result));

export const createBatch =
  (deps: RecordDeps): Route =>
  async (request) => {
    const { objectType, by } = addressed(request, 'write');
    const { inputs } = parse(batchCreateBody, request.body);
    return writeBatch(deps, request, 201, () => createRecords(deps, objectType, inputs, by));
  };

export const updateBatch =
  (deps: RecordDeps): Route =>
  async (request) => {
    const { objectType, by } = addressed(request, 'write');
    const { inputs } = parse(batchUpdateBody, request.body);
    const once = { ...deps, properties: readOnce(deps.properties) };
    return writeBatch(deps, request, 200, async () => {
      const results = await updateRecords(once, objectType, inputs, by);
      return shown(results, await visibleOf(once.properties, objectType));
    });
  };

export const readBatch =
  (deps: RecordDeps): Route =>
  async (request) => {
    const { objectType } = addressed(request, 'read');
    const { inputs, properties } = parse(batchReadBody, request.body);
    const startedAt = deps.now();
    const visible = await visibleOf(deps.properties, objectType, properties);
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
      results: live.map((record) => recordReply(visible(record), properties)),
      errors: missing.length === 0 ? [] : errors,
      successStatus: 200,
    });
  };
