import * as z from 'zod/mini';
import { clone } from 'zod/v4/core';

/** Names and descriptions of schemas; only the document reads them. */
export const schemaNames = z.registry<{ id?: string; description?: string; enum?: readonly string[] }>();

/** Gives a schema a name of its own in the document, under which it stands once, wherever it is used. */
export const named = <S extends z.core.$ZodType>(id: string, schema: S, description?: string): S => {
  schemaNames.add(schema, { id, ...(description === undefined ? {} : { description }) });
  return schema;
};

/** A schema as it is described in one place; elsewhere it goes without. */
export const described = <S extends z.core.$ZodType>(description: string, schema: S): S => {
  const own = clone(schema);
  schemaNames.add(own, { description });
  return own;
};
