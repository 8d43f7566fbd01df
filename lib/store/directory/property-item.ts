import * as z from 'zod/mini';
import { type ObjectType, objectTypes } from '../../domain/object-type.ts';
import { type CustomProperty, fieldTypes } from '../../domain/record/custom-property.ts';
import { propertyTypes } from '../../domain/record/property.ts';
import type { Item } from '../batch.ts';

const optionItem = z.object({
  value: z.string(),
  label: z.string(),
  description: z.exactOptional(z.string()),
  displayOrder: z.exactOptional(z.number()),
  hidden: z.exactOptional(z.boolean()),
});

const propertyItem = z.object({
  objectType: z.enum(objectTypes),
  id: z.string(),
  label: z.string(),
  type: z.enum(propertyTypes),
  unique: z.boolean(),
  multiple: z.exactOptional(z.literal(true)),
  options: z.exactOptional(z.array(optionItem)),
  fieldType: z.enum(fieldTypes),
  groupName: z.string(),
  description: z.string(),
  displayOrder: z.number(),
  hidden: z.boolean(),
  formField: z.boolean(),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  archivedAt: z.nullable(z.string()),
  version: z.number(),
});

/** The kind under which an object type's properties are kept, by their names. */
export const propertyKind = (objectType: ObjectType): string => `property#${objectType}`;

export const toPropertyItem = ({ name, ...property }: CustomProperty): Item => ({
  kind: propertyKind(property.objectType),
  id: name,
  ...property,
});

/** @throws Error if the item is not a property's */
export const fromPropertyItem = (item: Item): CustomProperty => {
  const { id, ...property } = z.parse(propertyItem, item);
  return { name: id, ...property };
};
