import fc from 'fast-check';
import { encodeCursor } from '../../../lib/http/cursor.ts';
import type { OpenApiDocument, OpenApiOperation } from '../../../lib/http/openapi/document.ts';
import type { JsonSchema } from '../../../lib/http/openapi/schemas.ts';
import { fromSchema, type Vocabulary } from './from-schema.ts';
import { knownFor } from './known-ids.ts';
import { hostileText, junk, mutated } from './mutations.ts';

/** How the body goes out. */
export type Sent = 'json' | 'form' | 'raw';

/** A request that has not been sent: what it names may stand for what will be known by then. */
export type Planned = {
  method: string;
  /** As the document has it. */
  route: string;
  path: Record<string, string>;
  query: [name: string, value: unknown][];
  headers: Record<string, string>;
  body?: { as: Sent; value: unknown };
};

type Parameter = { name: string; in: 'path' | 'query' | 'header'; schema: JsonSchema };
type Described = { method: string; route: string; operation: OpenApiOperation };

const objectTypes = fc.constantFrom(
  ...['contacts', 'contacts', 'contacts', '0-1', 'contact', 'companies', 'deals', 'Deals', 'tickets', '0-5'],
);

const named = (name: string, schema: JsonSchema, words: Vocabulary): fc.Arbitrary<unknown> =>
  name === 'objectType' ? objectTypes : fromSchema(schema, words, 0, name);

const pathValues = (
  parameters: readonly Parameter[],
  words: Vocabulary,
): fc.Arbitrary<Record<string, string>> =>
  fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [
        name,
        fc.oneof(
          { weight: 5, arbitrary: named(name, schema, words).map(String) },
          { weight: 1, arbitrary: hostileText },
        ),
      ]),
    ),
  );

const forgedCursor = fc
  .tuple(
    fc.constantFrom('owners', 'teams', 'users', 'rotations', 'workflows', 'imports', 'contacts'),
    hostileText,
  )
  .map(([list, position]) => encodeCursor(list, position.toWellFormed()));

const queryValues = (parameters: readonly Parameter[], words: Vocabulary): fc.Arbitrary<Planned['query']> => {
  const own = parameters.map(({ name, schema }) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof({ weight: 3, arbitrary: named(name, schema, words) }, { weight: 1, arbitrary: hostileText }),
    ),
  );
  const other = fc.tuple(
    fc.constantFrom(
      'after',
      'limit',
      'archived',
      'properties',
      'idProperty',
      '__proto__',
      'constructor',
      'x',
    ),
    fc.oneof(hostileText, forgedCursor, knownFor('after', words.kinds) ?? hostileText),
  );
  return fc.array(fc.oneof(other, ...own), { maxLength: 3 });
};

const headerValue = fc.oneof(
  fc.constantFrom('*', '"1"', 'W/"1"', '"1", "2"', 'x', '', '"', '1'.repeat(2_000), 'key-1', 'key-2'),
  fc.stringMatching(/^[ -~]{0,40}$/),
);

const headerValues = fc.dictionary(
  fc.constantFrom(
    'if-match',
    'idempotency-key',
    'accept',
    'x-forwarded-for',
    'origin',
    'content-type',
    'range',
  ),
  headerValue,
  { maxKeys: 2 },
);

const contentOf = (operation: OpenApiOperation): { mediaType: string; schema: JsonSchema } | undefined => {
  const { content = {} } = (operation['requestBody'] ?? {}) as {
    content?: Record<string, { schema: JsonSchema }>;
  };
  const [first] = Object.entries(content);
  return first && { mediaType: first[0], schema: first[1].schema };
};

const tooLarge = [2_000_001, 5_000_000].map((length) => JSON.stringify({ a: 'x'.repeat(length) }));

const rawText = fc.oneof(
  hostileText,
  fc.constantFrom(
    '{',
    '{"a":',
    '[1,]',
    '\u0000',
    '{"__proto__":{"a":1}}',
    '\ufeff{}',
    'a=1&b=2',
    '['.repeat(100_000),
  ),
  fc.constantFrom(...tooLarge),
);

const bodies = (
  operation: OpenApiOperation,
  words: Vocabulary,
): fc.Arbitrary<Planned['body'] | undefined> => {
  const content = contentOf(operation);
  const fitting = content === undefined ? junk : mutated(fromSchema(content.schema, words));
  const as: Sent = content?.mediaType === 'multipart/form-data' ? 'form' : 'json';
  return fc.oneof(
    { weight: 12, arbitrary: fitting.map((value) => ({ as, value })) },
    { weight: 1, arbitrary: rawText.map((value) => ({ as: 'raw' as const, value })) },
    { weight: content === undefined ? 12 : 1, arbitrary: fc.constant(undefined) },
  );
};

const requestOf = ({ method, route, operation }: Described, words: Vocabulary): fc.Arbitrary<Planned> => {
  const parameters = (operation['parameters'] ?? []) as Parameter[];
  const at = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
  return fc
    .record({
      path: pathValues(at('path'), words),
      query: queryValues(at('query'), words),
      headers: headerValues,
      body: bodies(operation, words),
    })
    .map(({ body, ...rest }) => ({ method, route, ...rest, ...(body === undefined ? {} : { body }) }));
};

/** Requests to every operation of the document: some as it describes them, most with something wrong. */
export const anyRequest = (document: OpenApiDocument, kinds: readonly string[]): fc.Arbitrary<Planned> => {
  const words = { schemas: document.components.schemas, kinds };
  const described = Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      route,
      operation,
    })),
  );
  return fc.oneof(...described.map((one) => requestOf(one, words)));
};
