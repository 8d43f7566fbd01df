import { readOnce } from '../../lib/app/read-once.ts';
import { archiveRecords, createRecords, updateRecords } from '../../lib/app/records/batch.ts';
import type { RecordDeps } from '../../lib/app/records/record-deps.ts';
import { upsertRecords } from '../../lib/app/records/upsert-records.ts';
import { visibleOf } from '../../lib/app/records/visible.ts';
import type { InputResult } from '../../lib/app/records/write-inputs.ts';
import type { Request, Route } from '../../lib/http/api.ts';
import { parse } from '../../lib/http/parse.ts';
import { type RecordReply, writtenReply } from '../../lib/http/record-reply.ts';
import { noContent, type Reply } from '../../lib/http/reply.ts';
import { addressed } from './addressed.ts';
import { batchReply, settledInputs } from './batch-reply.ts';
import { batchArchiveBody, batchCreateBody, batchUpdateBody } from './record-body.ts';

/** Answers a batch of writes with what became of each input. */
const writeBatch = async <Written>(
  { now }: Pick<RecordDeps, 'now'>,
  { requestId }: Request,
  batch: {
    successStatus: number;
    inputs: Parameters<typeof settledInputs>[1];
    write: () => Promise<InputResult<Written>[]>;
    shown: (written: Written) => RecordReply;
  },
): Promise<Reply> => {
  const startedAt = now();
  const outcome = settledInputs(await batch.write(), batch.inputs, requestId, batch.shown);
  return batchReply({ ...outcome, startedAt, completedAt: now(), successStatus: batch.successStatus });
};

export const createBatch =
  (deps: RecordDeps): Route =>
  async (request) => {
    const { objectType, by } = addressed(request, 'write');
    const { inputs } = parse(batchCreateBody, request.body);
    return writeBatch(deps, request, {
      successStatus: 201,
      inputs,
      write: () => createRecords(deps, objectType, inputs, by),
      shown: writtenReply,
    });
  };

export const updateBatch =
  (deps: RecordDeps): Route =>
  async (request) => {
    const { objectType, by } = addressed(request, 'write');
    const { inputs } = parse(batchUpdateBody, request.body);
    const once = { ...deps, properties: readOnce(deps.properties) };
    const visible = await visibleOf(once.properties, objectType);
    return writeBatch(deps, request, {
      successStatus: 200,
      inputs,
      write: () => updateRecords(once, objectType, inputs, by),
      shown: (record) => writtenReply(visible(record)),
    });
  };

export const upsertBatch =
  (deps: RecordDeps): Route =>
  async (request) => {
    const { objectType, by } = addressed(request, 'write');
    const { inputs } = parse(batchUpdateBody, request.body);
    const once = { ...deps, properties: readOnce(deps.properties) };
    const visible = await visibleOf(once.properties, objectType);
    return writeBatch(deps, request, {
      successStatus: 200,
      inputs,
      write: () => upsertRecords(once, objectType, inputs, by),
      shown: ({ record, isNew }) => ({ ...writtenReply(visible(record)), new: isNew }),
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
