import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { recordSchema } from '../../lib/http/openapi/record-schema.ts';
import { count, pageOf } from '../../lib/http/openapi/replies.ts';
import { described } from '../../lib/http/openapi/schema-names.ts';
import type { routes } from './routes.ts';
import { searchBody } from './search-body.ts';

export const operations: Operations<(typeof routes)[number]> = {
  'POST /crm/v3/objects/{objectType}/search': {
    id: 'searchRecords',
    summary: 'Finds records by filters and words',
    description:
      'As HubSpot: one of up to 5 groups must match with all of its up to 6 filters. A search goes no further than its first 10,000 matches.',
    tag: 'Records',
    scopes: ['crm.objects.{objectType}.read'],
    body: searchBody,
    bodyOptional: true,
    answers: {
      200: z.extend(pageOf(recordSchema), {
        total: described('Exact up to 10,000, which stands for as many or more.', count),
      }),
    },
  },
};
