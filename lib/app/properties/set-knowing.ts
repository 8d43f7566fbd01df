import type { ObjectType } from '../../domain/object-type.ts';
import { type PropertySet, propertySet } from '../../domain/record/property-set.ts';
import type { PropertyCatalog } from '../ports/properties.ts';

/**
 * The properties of a type, for a question about these ones. What every account has is known without asking; the account's own are
 * read only where one of the names is none of those.
 */
export const setKnowing = (
  catalog: PropertyCatalog,
  objectType: ObjectType,
  names: readonly string[],
): PropertySet | Promise<PropertySet> => {
  const everywhere = propertySet(objectType);
  return names.every((name) => everywhere.find(name) !== undefined) ? everywhere : catalog.of(objectType);
};
