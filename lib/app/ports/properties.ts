import type { ObjectType } from '../../domain/object-type.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';

/** The properties that object types have, those that the account has defined itself included. */
export type PropertyCatalog = {
  of(objectType: ObjectType): Promise<PropertySet>;
};
