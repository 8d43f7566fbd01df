import * as z from 'zod/mini';
import { longestId } from '../fields.ts';
import { isRepeatable } from '../idempotency-key.ts';
import type { Operation } from './operation.ts';
import { described } from './schema-names.ts';
import type { JsonSchema, Schemas } from './schemas.ts';

const idempotencyKey = z.object({
  'Idempotency-Key': described(
    'Who asks again with the same key within a day gets the first answer again.',
    z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
  ),
});

const parametersIn = (
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

const pathParameters = (path: string): JsonSchema[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', maxLength: longestId },
  }));

/**
 * What a request carries besides its body: what its path and its operation name, and the key of one that is to be safe to repeat.
 *
 * @param key the route, `POST /ownership/v1/assign`
 */
export const parametersOf = (
  schemas: Schemas,
  key: string,
  { query, headers }: Pick<Operation, 'query' | 'headers'>,
): JsonSchema[] => {
  const [, path = ''] = key.split(' ');
  return [
    ...pathParameters(path),
    ...parametersIn(schemas, 'query', query),
    ...parametersIn(schemas, 'header', headers),
    ...parametersIn(schemas, 'header', isRepeatable(key) ? idempotencyKey : undefined),
  ];
};
