import { invalidField } from '../domain/errors.ts';
import { type ObjectType, ownerProperty } from '../domain/object-type.ts';
import { findProperty } from '../domain/record/property.ts';

/**
 * The property that an owner is to be written to; the owner property where none is named.
 *
 * @throws Invalid if the object type has no such property, or it does not hold a user
 */
export const userPropertyOf = (objectType: ObjectType, name: string = ownerProperty): string => {
  const definition = findProperty(objectType, name);
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
