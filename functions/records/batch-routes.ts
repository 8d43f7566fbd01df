import { readOnce } from '../../lib/app/read-once.ts';
import { archiveRecords, createRecords, updateRecords } from '../../lib/app/records/batch.ts';
import type { RecordDeps } from '../../lib/app/records/record-deps.ts';
import { type Visible, visibleOf } from '../../lib/app/records/visible.ts';
import type { InputResult } from '../../lib/app/records/write-inputs.ts';
import type { Request, Route } from '../../lib/http/api.ts';
import { parse } from '../../lib/http/parse.ts';
import { noContent, type Reply } from '../../lib/http/reply.ts';
import { addressed } from './addressed.ts';
import { batchReply, settledInputs } from './batch-reply.ts';
import { batchArchiveBody, batchCreateBody, batchUpdateBody } from './record-body.ts';

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

/** Answers as HubSpot does: a record that is not there is archived already. */
export const archiveBatch =
  (deps: RecordDeps): Route =>
  async (request) => {
    const { objectType, by } = addressed(request, 'write');
    const { inputs } = parse(batchArchiveBody, request.body);
    await archiveRecords(
      deps,
      objectType,
      inputs.map(({ id }) => id),
      by,
    );
    return noContent;
  };
