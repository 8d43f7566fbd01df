import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import type { routes } from './routes.ts';

const tag = 'Service';

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/openapi.json': {
    id: 'getDocument',
    summary: 'Gives this document',
    description: 'OpenAPI 3.1, made from the schemas that validate requests.',
    tag,
    scopes: [],
    answers: { 200: z.looseObject({ openapi: z.string(), info: z.unknown(), paths: z.unknown() }) },
  },
  'GET /ownership/v1/docs': {
    id: 'getDocumentPage',
    summary: 'Shows this document as a page',
    tag,
    scopes: [],
    answers: { 200: { mediaType: 'text/html; charset=utf-8' } },
  },
  'GET /ownership/v1/docs/{asset}': {
    id: 'getDocumentPagePart',
    summary: 'Gives a part of that page',
    tag,
    scopes: [],
    answers: { 200: { mediaType: '*/*' } },
    refuses: [404],
  },
};
