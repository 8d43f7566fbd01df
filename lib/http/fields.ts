import * as z from 'zod/mini';
import { invalidField, NotFound } from '../domain/errors.ts';
import { type ObjectType, objectTypes, parseObjectType } from '../domain/object-type.ts';
import { isOwnerId } from '../domain/record/property-value.ts';

const named = `one of ${objectTypes.join(', ')}`;

/** An object type by any of its names, as its plural. */
export const objectTypeField = z.pipe(
  z.string(),
  z.transform((name, context): ObjectType => {
    const type = parseObjectType(name);
    if (type !== undefined) return type;
    context.issues.push({
      code: 'custom',
      message: `There is no object type ${name}; it is ${named}.`,
      input: name,
    });
    return z.NEVER;
  }),
);

/** @throws Invalid naming the path's object type where there is no such type */
export const objectTypeInPath = (path: Record<string, string>): ObjectType => {
  const name = path['objectType'] ?? '';
  const type = parseObjectType(name);
  if (type === undefined) {
    throw invalidField(
      'objectType',
      `There is no object type ${name}; it is ${named}.`,
      'UNKNOWN_OBJECT_TYPE',
    );
  }
  return type;
};

const exactNumber = z
  .number()
  .check(z.refine(Number.isSafeInteger, 'An id is a whole number; beyond 2^53 it must be a string.'));

/** Ids are decimal; numbers are taken too, since many clients keep ids so, but none that JSON may have rounded. */
export const idField = z.pipe(
  z.union([z.string(), exactNumber]),
  z.pipe(z.transform(String), z.string().check(z.regex(/^\d{1,20}$/, 'An id is a decimal number.'))),
);

export const ownerIdField = z.pipe(
  idField,
  z.string().check(z.refine(isOwnerId, 'This is not an owner id.')),
);

/** Every id of ours is much shorter; a table's key may be 1,024 bytes long. */
const longestId = 128;

/**
 * The value of a path parameter; API Gateway does not call a route without its parameters.
 *
 * @throws NotFound if it is too long for the id of anything
 */
export const pathParameter = (path: Record<string, string>, name: string): string => {
  const value = path[name] ?? '';
  if (value.length > longestId) throw new NotFound(`There is nothing with this ${name}.`);
  return value;
};
