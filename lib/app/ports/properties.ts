import type { ObjectType } from '../../domain/object-type.ts';
import type { CustomProperty } from '../../domain/record/custom-property.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';

/**
 * The properties that object types have, those that the account has defined itself included. A read sees every definition that was
 * acknowledged before.
 */
export type PropertyCatalog = {
  of(objectType: ObjectType): Promise<PropertySet>;
};

/** How many properties an account may define of one object type, and how many of them may be unique; archived ones count. */
export type PropertyLimits = { properties: number; unique: number };

export type CreateResult = 'CREATED' | 'NAME_TAKEN' | 'TOO_MANY' | 'TOO_MANY_UNIQUE' | 'CHANGED_MEANWHILE';

/** The properties that the account has defined itself, archived ones included. */
export type PropertyStore = PropertyCatalog & {
  get(objectType: ObjectType, name: string): Promise<CustomProperty | undefined>;
  /** In the order of their names. */
  list(objectType: ObjectType): Promise<CustomProperty[]>;
  create(property: CustomProperty, limits: PropertyLimits): Promise<CreateResult>;
  /** False if it has changed since it was read. */
  replace(before: CustomProperty, after: CustomProperty): Promise<boolean>;
};
