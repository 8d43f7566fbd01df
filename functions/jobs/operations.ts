import * as z from 'zod/mini';
import type { Operation, Operations } from '../../lib/http/openapi/operation.ts';
import { id, pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import { jobResultSchema, jobSchema } from './job-schema.ts';
import type { routes } from './routes.ts';
import { undoBody } from './undo-body.ts';

const tag = 'Jobs';
const reading = { tag, scopes: ['crm.objects.{objectType}.read'] } satisfies Partial<Operation>;
const writing = { tag, scopes: ['crm.objects.{objectType}.write'] } satisfies Partial<Operation>;

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/jobs/{jobId}': {
    ...reading,
    id: 'getJob',
    summary: 'Tells how far a job is',
    description: 'An import is a job too, and needs the scope `crm.import` besides.',
    answers: { 200: jobSchema },
    refuses: [404],
  },
  'GET /ownership/v1/jobs/{jobId}/results': {
    ...reading,
    id: 'listJobResults',
    summary: 'Lists what became of each record',
    description:
      'Of an assignment all records, in the order asked; of other jobs those that they changed. What is not done yet is not listed yet.',
    query: pageParameters,
    answers: { 200: pageOf(jobResultSchema) },
    refuses: [404],
  },
  'POST /ownership/v1/jobs/{jobId}/cancel': {
    ...writing,
    id: 'cancelJob',
    summary: 'Stops a job',
    description: 'What it has done stays done, and can be undone.',
    answers: { 200: jobSchema },
    refuses: [404, 409],
  },
  'POST /ownership/v1/jobs/{jobId}/undo': {
    ...writing,
    id: 'undoJob',
    summary: 'Gives records back to whom they belonged before a job',
    description: 'Goes on as a job. Records of which somebody has changed the owner since are left alone.',
    body: named('UndoInput', undoBody),
    bodyOptional: true,
    answers: { 202: z.strictObject({ jobId: id }) },
    refuses: [404, 409],
  },
};
