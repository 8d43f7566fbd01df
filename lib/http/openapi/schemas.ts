import * as z from 'zod/mini';
import { schemaNames } from './schema-names.ts';

export type JsonSchema = { [key: string]: unknown };

/** Schemas by the names that `named` gave them. */
export type Schemas = {
  /** What a caller sends (`input`) or gets (`output`), as JSON Schema; named schemas as references. */
  of(schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema;
  /** The named schemas that have been referred to, in the order of their names. */
  components(): Record<string, JsonSchema>;
};

const inDefinitions = '#/$defs/';
const inComponents = '#/components/schemas/';

/** References of JSON Schema point into the schema itself; those of OpenAPI into the document. */
const moveReferences = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(moveReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === '$ref' && typeof each === 'string'
        ? each.replace(inDefinitions, inComponents)
        : moveReferences(each),
    ]),
  );
};

/** No whole number in JSON is beyond these, so they tell nobody anything. */
const dropBoundsOfNumbers = ({ jsonSchema }: { jsonSchema: JsonSchema }): void => {
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
};

/** Collects the schemas of a document. */
export const collectSchemas = (): Schemas => {
  const components = new Map<string, JsonSchema>();
  const keep = (name: string, schema: JsonSchema): void => {
    const moved = moveReferences(schema) as JsonSchema;
    const known = components.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(moved)) {
      throw new Error(`Two schemas of the document are called ${name}.`);
    }
    components.set(name, moved);
  };
  return {
    of(schema, io) {
      const {
        $schema: _dialect,
        $defs = {},
        ...json
      } = z.toJSONSchema(schema, {
        io,
        metadata: schemaNames,
        unrepresentable: 'any',
        override: dropBoundsOfNumbers,
      }) as JsonSchema & {
        $defs?: Record<string, JsonSchema>;
      };
      for (const [name, definition] of Object.entries($defs)) keep(name, definition);
      return moveReferences(json) as JsonSchema;
    },
    components: () => Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};
