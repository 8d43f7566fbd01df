import type { ObjectType } from '../object-type.ts';
import type { PropertyDefinition } from './property.ts';
import { type PropertySet, propertySet } from './property-set.ts';

/** How HubSpot's forms show a property. Rota keeps it, and asks of an enumeration whether it is a `checkbox`: then it has several values. */
export const fieldTypes = [
  'text',
  'textarea',
  'html',
  'phonenumber',
  'number',
  'date',
  'select',
  'radio',
  'checkbox',
  'booleancheckbox',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A property that the account has defined itself, with what is told about it and needed nowhere else. */
export type CustomProperty = PropertyDefinition & {
  objectType: ObjectType;
  fieldType: FieldType;
  groupName: string;
  description: string;
  displayOrder: number;
  hidden: boolean;
  formField: boolean;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
  /** Nobody reads or writes an archived property; records keep the values that they have, and its name stays taken. */
  archivedAt: string | null;
  version: number;
};

/** An object type's properties, given all of the account's own. They come in the order of their names. */
export const setWith = (objectType: ObjectType, own: readonly CustomProperty[]): PropertySet => {
  const { live = [], archived = [] } = Object.groupBy(own, ({ archivedAt }) =>
    archivedAt === null ? 'live' : 'archived',
  );
  return propertySet(objectType, live, archived);
};
