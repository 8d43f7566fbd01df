import fc from 'fast-check';
import type { JsonSchema } from '../../../lib/http/openapi/schemas.ts';
import { anyText } from '../any-text.ts';
import { knownFor } from './known-ids.ts';
import { markedValue } from './mutations.ts';

export type Vocabulary = {
  schemas: Readonly<Record<string, JsonSchema>>;
  /** Of what ids are known. */
  kinds: readonly string[];
};

const deepest = 6;

/** What fits where the schema says nothing of it. */
const likelyTexts = fc.constantFrom(
  markedValue,
  '',
  '0',
  '1',
  'true',
  '2026-03-01',
  '2026-03-01T12:00:00Z',
  'Europe/Berlin',
);

const textOf = ({ pattern, minLength, maxLength, format }: JsonSchema): fc.Arbitrary<string> => {
  const [shortest, longest] = [Number(minLength ?? 0), Math.min(Number(maxLength ?? 40), 300)];
  if (format === 'date')
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  if (String(pattern).includes('T(?:')) {
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  }
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' });
  const cut = (text: string) => text.slice(0, longest);
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.string({ minLength: shortest, maxLength: Math.max(shortest, Math.min(longest, 20)) }),
    },
    { weight: 1, arbitrary: anyText.map(cut) },
    { weight: 1, arbitrary: likelyTexts.map(cut) },
  );
};

const numberOf = ({ type, minimum, maximum }: JsonSchema): fc.Arbitrary<number> => {
  const [min, max] = [Number(minimum ?? -1_000), Number(maximum ?? 10_000)];
  return type === 'integer' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
};

const objectOf = (schema: JsonSchema, words: Vocabulary, depth: number): fc.Arbitrary<unknown> => {
  const {
    properties = {},
    required = [],
    additionalProperties,
    propertyNames,
  } = schema as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
    additionalProperties?: boolean | JsonSchema;
    propertyNames?: JsonSchema;
  };
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, fromSchema(field, words, depth + 1, name)]),
  );
  const known = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  if (typeof additionalProperties !== 'object') return known;
  const names = fc.oneof(
    textOf({ ...propertyNames, pattern: undefined }),
    knownFor('propertyName', words.kinds) ?? fc.constant('email'),
  );
  const more = fc.dictionary(names, fromSchema(additionalProperties, words, depth + 1), { maxKeys: 4 });
  return fc.tuple(known, more).map(([one, other]) => ({ ...(one as object), ...other }));
};

const plain = (schema: JsonSchema, words: Vocabulary, depth: number, name: string): fc.Arbitrary<unknown> => {
  switch (schema['type']) {
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const longest = depth > deepest ? 0 : Math.min(Number(schema['maxItems'] ?? 5), 5);
      const minLength = Math.min(Number(schema['minItems'] ?? 0), 5);
      const item = fromSchema((schema['items'] ?? {}) as JsonSchema, words, depth + 1, name);
      return fc.array(item, { minLength, maxLength: Math.max(minLength, longest) });
    }
    case 'object':
      return objectOf(schema, words, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
};

/**
 * Values that a schema of the document describes, but for what only the service can tell. Fields that name something often name what exists.
 *
 * @param name the field that it is for
 */
export const fromSchema = (
  schema: JsonSchema,
  words: Vocabulary,
  depth = 0,
  name = '',
): fc.Arbitrary<unknown> => {
  const { $ref, anyOf, oneOf } = schema;
  if (typeof $ref === 'string') {
    const target = words.schemas[$ref.split('/').at(-1) ?? ''] ?? {};
    // What refers to itself ends with something that is too deep for it, and is refused, or not.
    return depth > deepest ? fc.constant({}) : fromSchema(target, words, depth + 1, name);
  }
  const ways = (anyOf ?? oneOf) as JsonSchema[] | undefined;
  if (ways !== undefined) return fc.oneof(...ways.map((one) => fromSchema(one, words, depth, name)));
  if ('const' in schema) return fc.constant(schema['const']);
  const known = schema['type'] === 'string' ? knownFor(name, words.kinds) : undefined;
  const allowed = Array.isArray(schema['enum']) ? fc.constantFrom(...schema['enum']) : undefined;
  const fitting = allowed ?? plain(schema, words, depth, name);
  return known === undefined
    ? fitting
    : fc.oneof({ weight: 5, arbitrary: known }, { weight: 1, arbitrary: fitting });
};
