import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../../../lib/http/openapi/schemas.ts';
import { apiDocument } from '../../../support/api-document.ts';

type Place = { schema: unknown; path: string };

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

/** Whether a pattern ends by itself: it is anchored, and nothing in it repeats without end. */
const ends = (pattern: string): boolean => /^\^.*\$$/s.test(pattern) && !/[^\\][*+]|\{\d+,\}/.test(pattern);

const isBoundedText = (schema: JsonSchema): boolean =>
  'maxLength' in schema ||
  'enum' in schema ||
  'const' in schema ||
  (typeof schema['pattern'] === 'string' && ends(schema['pattern']));

const isMap = ({ additionalProperties }: JsonSchema): boolean =>
  additionalProperties !== undefined && additionalProperties !== false;

/** Where a caller may send as much of something as they like. */
const unboundedIn = ({ schema, path }: Place, seen: ReadonlySet<unknown> = new Set()): string[] => {
  if (!isSchema(schema) || seen.has(schema['$ref'])) return [];
  const { $ref } = schema;
  if (typeof $ref === 'string') {
    const target = apiDocument.components.schemas[$ref.split('/').at(-1) ?? ''];
    return unboundedIn({ schema: target, path }, new Set([...seen, $ref]));
  }
  const { anyOf = [], oneOf = [], allOf = [], properties = {}, items, propertyNames } = schema;
  const inside: Place[] = [
    ...[anyOf, oneOf, allOf].flatMap((each) => (each as unknown[]).map((one) => ({ schema: one, path }))),
    ...Object.entries(properties as JsonSchema).map(([name, one]) => ({
      schema: one,
      path: `${path}.${name}`,
    })),
    { schema: items, path: `${path}[]` },
    { schema: schema['additionalProperties'], path: `${path}.*` },
    { schema: propertyNames && { type: 'string', ...(propertyNames as object) }, path: `${path}.* (name)` },
  ];
  const own = [
    ...(schema['type'] === 'string' && !isBoundedText(schema) ? [`${path}: a text`] : []),
    ...(schema['type'] === 'array' && !('maxItems' in schema) ? [`${path}: a list`] : []),
    ...(isMap(schema) && propertyNames === undefined ? [`${path}: names of fields`] : []),
  ];
  return [...own, ...inside.flatMap((one) => unboundedIn(one, seen))];
};

const operations = Object.entries(apiDocument.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    key: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);

describe('what a caller may send', () => {
  it.each(operations)('has an end in everything that $key takes', ({ operation }) => {
    const parameters = (operation['parameters'] ?? []) as { name: string; schema: JsonSchema }[];
    const { content = {} } = (operation['requestBody'] ?? {}) as { content?: Record<string, Place> };
    expect([
      ...parameters.flatMap(({ name, schema }) => unboundedIn({ schema, path: name })),
      ...Object.values(content).flatMap(({ schema }) => unboundedIn({ schema, path: 'body' })),
    ]).toEqual([]);
  });
});
