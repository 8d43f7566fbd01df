import { invalidField } from '../domain/errors.ts';
import { type ObjectType, ownerProperty } from '../domain/object-type.ts';
import type { PropertyCatalog } from './ports/properties.ts';

/**
 * The property that an owner is to be written to; the owner property where none is named. That one every account has, so the catalog
 * is not read for it.
 *
 * @throws Invalid if the object type has no such property, or it does not hold a user
 */
export const userPropertyOf = async (
  catalog: PropertyCatalog,
  objectType: ObjectType,
  name: string = ownerProperty,
): Promise<string> => {
  if (name === ownerProperty) return name;
  const definition = (await catalog.of(objectType)).find(name);
  if (definition === undefined) {
    throw invalidField(
      'property',
      `Property ${name} does not exist on ${objectType}.`,
      'PROPERTY_DOESNT_EXIST',
    );
  }
  if (definition.type !== 'user') {
    throw invalidField('property', `Property ${name} does not hold an owner.`, 'NOT_A_USER_PROPERTY');
  }
  return name;
};
