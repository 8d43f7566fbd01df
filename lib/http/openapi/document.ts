import type * as z from 'zod/mini';
import { isRepeatable } from '../idempotency-key.ts';
import { errorSchema } from './error-schema.ts';
import { isMedium, type Medium, type Operation } from './operation.ts';
import { parametersOf } from './parameters.ts';
import { collectSchemas, type JsonSchema, type Schemas } from './schemas.ts';

/** An OpenAPI document, as far as anybody here looks into it. */
export type OpenApiDocument = {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> };
  [key: string]: unknown;
};

export type OpenApiOperation = {
  operationId: string;
  responses: Record<string, OpenApiAnswer>;
  [key: string]: unknown;
};

type Content = Record<string, { schema: JsonSchema }>;

type OpenApiAnswer = { description: string; headers?: Record<string, JsonSchema>; content?: Content };

const meanings: Record<number, string> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Begun; the answer tells where to look how it goes.',
  204: 'Done; there is nothing to say.',
  207: 'Done in part; `errors` names what could not be.',
  400: 'Something in the request is not valid; `errors` names it.',
  401: 'There is no token, or it is not valid.',
  403: 'The token lacks a scope, which the answer names.',
  404: 'There is no such thing.',
  409: 'It cannot be done as things are.',
  412: 'Somebody else was first: the record is no longer as `If-Match` says.',
  413: 'The body is too large.',
  429: 'Too many requests; `Retry-After` says in how many seconds to try again.',
  500: 'Something went wrong on our side.',
};

/** Also 413: whatever a body is for, nobody reads one without an end. */
const everyRouteRefuses = [400, 403, 413, 429, 500];

/** Of a request that comes with the key of another one, or while the same is being worked on. */
const repeatableRefuses = 409;

const retryAfter = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } };

const contentOf = (schemas: Schemas, body: z.core.$ZodType | Medium, io: 'input' | 'output'): Content => {
  if (!isMedium(body)) return { 'application/json': { schema: schemas.of(body, io) } };
  return {
    [body.mediaType]: {
      schema: body.schema === undefined ? { type: 'string' } : schemas.of(body.schema, io),
    },
  };
};

const answersOf = (
  schemas: Schemas,
  key: string,
  { answers, refuses = [], scopes }: Operation,
): Record<string, OpenApiAnswer> => {
  const done = Object.entries(answers).map(([status, answer]) => [
    status,
    {
      description: meanings[Number(status)] ?? '',
      ...(answer === null || answer === undefined ? {} : { content: contentOf(schemas, answer, 'output') }),
    },
  ]);
  const statuses = [...everyRouteRefuses, ...(isRepeatable(key) ? [repeatableRefuses] : []), ...refuses];
  const refused = [...new Set(statuses)].sort().map((status) => [
    String(status),
    {
      description: meanings[status] ?? '',
      ...(status === 429 ? { headers: retryAfter } : {}),
      content: { 'application/json': { schema: schemas.of(errorSchema, 'output') } },
    },
  ]);
  const unknown = scopes.length === 0 ? [] : [['401', { description: meanings[401] ?? '' }]];
  return Object.fromEntries([...done, ...unknown, ...refused]);
};

const describe = (schemas: Schemas, key: string, operation: Operation): OpenApiOperation => {
  const { id, summary, description, tag, scopes, body, bodyOptional } = operation;
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    security: scopes.length === 0 ? [] : [{ token: scopes }],
    parameters: parametersOf(schemas, key, operation),
    ...(body === undefined
      ? {}
      : { requestBody: { required: bodyOptional !== true, content: contentOf(schemas, body, 'input') } }),
    responses: answersOf(schemas, key, operation),
  };
};

const description = `Assigns owners to CRM records: one by one, in bulk, from a CSV upload, by workflow, and by fair rotation.

Every request but the few that say otherwise carries \`Authorization: Bearer <token>\`; each operation names the scopes that the token
needs, in which \`{objectType}\` stands for \`contacts\`, \`companies\`, \`deals\` or \`tickets\`. Lists are read page by page with \`limit\` and
\`after\`.`;

/**
 * The OpenAPI document of these operations, by their route keys.
 *
 * @throws Error if two schemas have one name
 */
export const openApiDocument = (
  operations: Readonly<Record<string, Operation>>,
  version: string,
): OpenApiDocument => {
  const schemas = collectSchemas();
  const paths: OpenApiDocument['paths'] = {};
  for (const [key, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = key.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(schemas, key, operation) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Rota', version, description },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: schemas.components(),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
};
