import * as z from 'zod/mini';
import { batchAnswer, batchAnswerWithErrors } from '../../lib/http/openapi/batch-schema.ts';
import type { Operation, Operations } from '../../lib/http/openapi/operation.ts';
import { recordSchema } from '../../lib/http/openapi/record-schema.ts';
import { pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';
import {
  batchArchiveBody,
  batchCreateBody,
  batchReadBody,
  batchUpdateBody,
  recordBody,
} from './record-body.ts';
import { addressQuery, batchReadQuery, recordQuery } from './record-query.ts';
import type { routes } from './routes.ts';

const reads = { tag: 'Records', scopes: ['crm.objects.{objectType}.read'] } satisfies Partial<Operation>;
const writes = { tag: 'Records', scopes: ['crm.objects.{objectType}.write'] } satisfies Partial<Operation>;

const recordInput = named('RecordInput', recordBody);

/** Which inputs an error is about: by their place, or what was not found. */
const failedInput = z.strictObject({
  input: described('`inputs[3]`', z.optional(z.array(z.string()))),
  objectWriteTraceId: z.optional(z.array(z.string())),
  ids: described('Also values of `idProperty`.', z.optional(z.array(z.string()))),
});

const batch = batchAnswer(recordSchema);

const trace = { objectWriteTraceId: described('As the input says it.', z.optional(z.string())) };
const written = named('WrittenRecord', z.extend(recordSchema, trace));
const writtenBatch = { done: batchAnswer(written), withErrors: batchAnswerWithErrors(written, failedInput) };

const batchWithErrors = batchAnswerWithErrors(recordSchema, failedInput);

const upserted = named(
  'UpsertedRecord',
  z.extend(recordSchema, { ...trace, new: described('Whether the record was created.', z.boolean()) }),
);

export const operations: Operations<(typeof routes)[number]> = {
  'GET /crm/v3/objects/{objectType}': {
    ...reads,
    id: 'listRecords',
    summary: 'Lists the records of a type',
    query: z.extend(pageParameters, recordQuery.shape),
    answers: { 200: pageOf(recordSchema) },
  },
  'POST /crm/v3/objects/{objectType}': {
    ...writes,
    id: 'createRecord',
    summary: 'Creates a record',
    description:
      'A contact needs an `email`, `firstname` or `lastname`, a company a `name` or `domain`, a deal a `dealname`, a ticket a `subject`. To set `hubspot_owner_id` is to assign it.',
    body: recordInput,
    answers: { 201: recordSchema },
    refuses: [409],
  },
  'GET /crm/v3/objects/{objectType}/{recordId}': {
    ...reads,
    id: 'getRecord',
    summary: 'Gives one record',
    description: 'Its version is in the header `ETag`, which `If-Match` of an assignment takes.',
    query: z.extend(recordQuery, addressQuery.shape),
    answers: { 200: recordSchema },
    refuses: [404],
  },
  'PATCH /crm/v3/objects/{objectType}/{recordId}': {
    ...writes,
    id: 'updateRecord',
    summary: 'Changes the properties of a record that are given',
    description: 'An empty value clears a property. To set `hubspot_owner_id` is to assign it.',
    query: addressQuery,
    body: recordInput,
    answers: { 200: recordSchema },
    refuses: [404, 409],
  },
  'DELETE /crm/v3/objects/{objectType}/{recordId}': {
    ...writes,
    id: 'archiveRecord',
    summary: 'Archives a record',
    description: 'It can still be read with `archived=true`; what was unique of it may be used again.',
    query: addressQuery,
    answers: { 204: null },
    refuses: [404],
  },
  'POST /crm/v3/objects/{objectType}/batch/create': {
    ...writes,
    id: 'createRecords',
    summary: 'Creates up to a hundred records',
    body: batchCreateBody,
    answers: { 201: writtenBatch.done, 207: writtenBatch.withErrors },
  },
  'POST /crm/v3/objects/{objectType}/batch/read': {
    ...reads,
    id: 'readRecords',
    summary: 'Gives up to a hundred records by their ids or values of `idProperty`',
    query: batchReadQuery,
    body: batchReadBody,
    answers: { 200: batch, 207: batchWithErrors },
  },
  'POST /crm/v3/objects/{objectType}/batch/update': {
    ...writes,
    id: 'updateRecords',
    summary: 'Changes up to a hundred records',
    body: batchUpdateBody,
    answers: { 200: writtenBatch.done, 207: writtenBatch.withErrors },
  },
  'POST /crm/v3/objects/{objectType}/batch/upsert': {
    ...writes,
    id: 'upsertRecords',
    summary: 'Changes up to a hundred records, or creates those that are not there',
    description:
      'Each input names its record by its value of `idProperty`, which a new one gets. Without `idProperty` the id is that of a record that is there.',
    body: batchUpdateBody,
    answers: { 200: batchAnswer(upserted), 207: batchAnswerWithErrors(upserted, failedInput) },
  },
  'POST /crm/v3/objects/{objectType}/batch/archive': {
    ...writes,
    id: 'archiveRecords',
    summary: 'Archives up to a hundred records',
    description: 'A record that is not there is archived already.',
    body: batchArchiveBody,
    answers: { 204: null },
    refuses: [409],
  },
};
