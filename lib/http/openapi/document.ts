import type * as z from 'zod/mini';
import { errorSchema } from './error-schema.ts';
import { isMedium, type Medium, type Operation } from './operation.ts';
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
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>;
  [key: string]: unknown;
};

type Content = Record<string, { schema: JsonSchema }>;

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

const everyRouteRefuses = [400, 403, 429, 500];

const contentOf = (schemas: Schemas, body: z.core.$ZodType | Medium, io: 'input' | 'output'): Content => {
  if (!isMedium(body)) return { 'application/json': { schema: schemas.of(body, io) } };
  return {
    [body.mediaType]: {
      schema: body.schema === undefined ? { type: 'string' } : schemas.of(body.schema, io),
    },
  };
};

const parametersOf = (
  schemas: Schemas,
  place: 'query' | 'header',
  object: z.ZodMiniObject | undefined,
): JsonSchema[] => {
  if (object === undefined) return [];
  const { properties = {}, required = [] } = schemas.of(object, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
};

const pathParametersOf = (path: string): JsonSchema[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

const answersOf = (schemas: Schemas, { answers, body, refuses = [], scopes }: Operation) => {
  const done = Object.entries(answers).map(([status, answer]) => [
    status,
    {
      description: meanings[Number(status)] ?? '',
      ...(answer === null || answer === undefined ? {} : { content: contentOf(schemas, answer, 'output') }),
    },
  ]);
  const tooLarge = body === undefined ? [] : [413];
  const refused = [...everyRouteRefuses, ...tooLarge, ...refuses].sort().map((status) => [
    String(status),
    {
      description: meanings[status] ?? '',
      content: { 'application/json': { schema: schemas.of(errorSchema, 'output') } },
    },
  ]);
  const unknown = scopes.length === 0 ? [] : [['401', { description: meanings[401] ?? '' }]];
  return Object.fromEntries([...done, ...unknown, ...refused]);
};

const describe = (schemas: Schemas, key: string, operation: Operation): OpenApiOperation => {
  const [, path = ''] = key.split(' ');
  const { id, summary, description, tag, scopes, query, headers, body, bodyOptional } = operation;
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    security: scopes.length === 0 ? [] : [{ token: scopes }],
    parameters: [
      ...pathParametersOf(path),
      ...parametersOf(schemas, 'query', query),
      ...parametersOf(schemas, 'header', headers),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: bodyOptional !== true, content: contentOf(schemas, body, 'input') } }),
    responses: answersOf(schemas, operation),
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
