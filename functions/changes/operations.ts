import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { change, changeFields, pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { described } from '../../lib/http/openapi/schema-names.ts';
import { explanationSchema } from './explanation-schema.ts';
import type { routes } from './routes.ts';

const tag = 'History';
const scopes = ['crm.objects.{objectType}.read'];

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/objects/{objectType}/{recordId}/changes': {
    id: 'listChanges',
    summary: 'Lists who owned a record, newest first',
    tag,
    scopes,
    query: pageParameters,
    answers: { 200: pageOf(change) },
    refuses: [404],
  },
  'GET /ownership/v1/objects/{objectType}/{recordId}/changes/{changeId}/explanation': {
    id: 'explainChange',
    summary: 'Explains a change of an owner',
    description:
      'In one sentence, and, where a rotation made it, in all the numbers that its decision rested on.',
    tag,
    scopes,
    answers: {
      200: z.strictObject({
        ...changeFields,
        sentence: z.string(),
        rotation: described('Null for a change that no rotation made.', z.nullable(explanationSchema)),
      }),
    },
    refuses: [404],
  },
};
