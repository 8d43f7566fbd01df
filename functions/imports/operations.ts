import * as z from 'zod/mini';
import { largestForm } from '../../lib/http/form.ts';
import type { Operation, Operations } from '../../lib/http/openapi/operation.ts';
import { pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import { importRequest } from './import-request.ts';
import {
  applySchema,
  cancelSchema,
  importErrorSchema,
  importSchema,
  importWithColumnsSchema,
  pendingReportSchema,
  readyReportSchema,
  uploadSchema,
} from './import-schema.ts';
import type { routes } from './routes.ts';
import { uploadBody } from './upload-body.ts';

const scopes = ['crm.import'];
const ours = { tag: 'Imports', scopes } satisfies Partial<Operation>;
const hubspots = { tag: 'HubSpot: imports', scopes } satisfies Partial<Operation>;
const report = { 200: readyReportSchema, 202: pendingReportSchema };

export const operations: Operations<(typeof routes)[number]> = {
  'POST /ownership/v1/imports': {
    ...ours,
    id: 'createImport',
    summary: 'Gives a form to upload a file with, which starts its import',
    description: 'A rotation for rows whose owner is unknown needs the scope `automation` besides.',
    body: named('UploadInput', uploadBody),
    answers: { 201: uploadSchema },
  },
  'GET /ownership/v1/imports/{importId}/report': {
    ...ours,
    id: 'getDryRunReport',
    summary: 'Gives a link to what a dry run says of each row',
    description: 'The first request has the report made; ask until it is `READY`.',
    answers: report,
    refuses: [404, 409],
  },
  'POST /ownership/v1/imports/{importId}/apply': {
    ...ours,
    id: 'applyImport',
    summary: 'Does what a dry run has said',
    description:
      'Every row is compared with what is there now; if any would come to something else, nothing is written.',
    answers: { 202: applySchema },
    refuses: [404, 409],
  },
  'GET /ownership/v1/imports/{importId}/apply': {
    ...ours,
    id: 'getImportApply',
    summary: 'Tells how far the applying of a dry run is',
    answers: { 200: applySchema },
    refuses: [404, 409],
  },
  'GET /crm/v3/imports': {
    ...hubspots,
    id: 'listImports',
    summary: 'Lists the imports, newest first',
    query: pageParameters,
    answers: { 200: pageOf(importSchema) },
  },
  'POST /crm/v3/imports': {
    ...hubspots,
    id: 'startImport',
    summary: 'Takes a file and starts its import',
    description: 'As HubSpot, for one file of one object type. `importRequest` is a field that holds JSON.',
    body: {
      mediaType: 'multipart/form-data',
      schema: z.object({
        importRequest: named('ImportRequest', importRequest),
        files: z.file().check(z.maxSize(largestForm)),
      }),
    },
    answers: { 200: importSchema },
  },
  'GET /crm/v3/imports/{importId}': {
    ...hubspots,
    id: 'getImport',
    summary: 'Tells how far an import is',
    answers: { 200: importWithColumnsSchema },
    refuses: [404],
  },
  'GET /crm/v3/imports/{importId}/errors': {
    ...hubspots,
    id: 'listImportErrors',
    summary: 'Lists what is wrong with a file, in the order of its rows',
    query: pageParameters,
    answers: { 200: pageOf(importErrorSchema) },
    refuses: [404],
  },
  'GET /crm/v3/imports/{importId}/errors/report': {
    ...ours,
    id: 'getImportErrorReport',
    summary: 'Gives a link to the rows that have errors, as a file to mend and hand in again',
    description: 'The first request has the report made; ask until it is `READY`.',
    answers: report,
    refuses: [404, 409],
  },
  'POST /crm/v3/imports/{importId}/cancel': {
    ...hubspots,
    id: 'cancelImport',
    summary: 'Stops an import',
    description: 'Rows that are written stay written.',
    answers: { 200: cancelSchema },
    refuses: [404, 409],
  },
};
