import * as z from 'zod/mini';
import { invalidField, NotFound } from '../domain/errors.ts';
import { type ObjectType, objectTypes, parseObjectType } from '../domain/object-type.ts';
import { isOwnerId } from '../domain/record/property-value.ts';

/** Longer than the name of anything that is not there could be meant as. */
const longestTypeName = 32;

const named = `one of ${objectTypes.join(', ')}`;

/** An object type by any of its names, as its plural. */
export const objectTypeField = z.pipe(
  z.string().check(z.maxLength(longestTypeName)),
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
  const name = (path['objectType'] ?? '').slice(0, longestTypeName);
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
  .int('An id is a whole number; beyond 2^53 it must be a string.')
  .check(z.minimum(0, 'An id is a decimal number.'));

/** Ids are decimal; numbers are taken too, since many clients keep ids so, but none that JSON may have rounded. */
export const idField = z.pipe(
  z.union([z.string().check(z.regex(/^\d{1,20}$/, 'An id is a decimal number.')), exactNumber]),
  z.transform(String),
);

export const ownerIdField = z.pipe(
  idField,
  z.string().check(z.refine(isOwnerId, 'This is not an owner id.')),
);

/** Object types, each at most once by each of its names. */
export const objectTypesField = z.array(objectTypeField).check(z.maxLength(3 * objectTypes.length));

/** The longest name of a property, HubSpot's own included. */
export const longestPropertyName = 128;

/** A property by its name. */
export const propertyNameField = z.string().check(z.minLength(1), z.maxLength(longestPropertyName));

/** The most properties that a caller may ask to see of each record. */
export const mostWantedProperties = 1_000;

/** The properties to show of each record, by their names. */
export const wantedPropertiesField = z
  .array(z.string().check(z.maxLength(longestPropertyName)))
  .check(z.maxLength(mostWantedProperties));

/** What people call a team, a rotation, a workflow, a branch of it or an import. */
export const nameField = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/** Every id of ours is much shorter; a table's key may be 1,024 bytes long. */
export const longestId = 128;

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
