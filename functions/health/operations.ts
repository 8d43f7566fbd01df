import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import type { routes } from './routes.ts';

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/health': {
    id: 'getHealth',
    summary: 'Says that the API answers',
    tag: 'Service',
    scopes: [],
    answers: { 200: z.strictObject({ status: z.literal('ok'), version: z.string() }) },
  },
};
