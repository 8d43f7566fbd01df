import type { ObjectType } from '../domain/object-type.ts';
import type { PropertySet } from '../domain/record/property-set.ts';
import type { PropertyCatalog } from './ports/properties.ts';

/** A catalog that is read once per object type: for one request or one batch, all of which then goes by the same properties. */
export const readOnce = (catalog: PropertyCatalog): PropertyCatalog => {
  const sets = new Map<ObjectType, Promise<PropertySet>>();
  return {
    of: (objectType) => {
      const set = sets.get(objectType) ?? catalog.of(objectType);
      sets.set(objectType, set);
      return set;
    },
  };
};
