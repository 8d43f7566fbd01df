import type { ObjectType } from '../../lib/domain/object-type.ts';
import { ownerProperty, singular } from '../../lib/domain/object-type.ts';
import type { CustomProperty, FieldType } from '../../lib/domain/record/custom-property.ts';
import type { PropertyDefinition, PropertyOption, PropertyType } from '../../lib/domain/record/property.ts';

/** HubSpot knows fewer types: an e-mail or a domain is a string to it, and an owner one of an enumeration. */
const shownTypes: Partial<Record<PropertyType, string>> = {
  email: 'string',
  domain: 'string',
  user: 'enumeration',
};

const shownFieldTypes: Partial<Record<PropertyType, FieldType>> = {
  number: 'number',
  date: 'date',
  enumeration: 'select',
  user: 'select',
};

const optionReply = ({ value, label, description, displayOrder, hidden }: PropertyOption, n: number) => ({
  label,
  value,
  ...(description === undefined ? {} : { description }),
  displayOrder: displayOrder ?? n,
  hidden: hidden ?? false,
});

const definitionReply = ({ name, label, type, unique, options = [] }: PropertyDefinition) => ({
  name,
  label,
  type: shownTypes[type] ?? type,
  options: options.map(optionReply),
  hasUniqueValue: unique,
  calculated: false,
  externalOptions: type === 'user',
  ...(type === 'user' ? { referencedObjectType: 'OWNER' } : {}),
});

/** A property that the account has defined, in HubSpot's shape. */
export const customReply = (property: CustomProperty) => {
  const { fieldType, groupName, description, displayOrder, hidden, formField, archivedAt } = property;
  return {
    ...definitionReply(property),
    fieldType,
    groupName,
    description,
    displayOrder,
    hidden,
    formField,
    hubspotDefined: false,
    archived: archivedAt !== null,
    ...(archivedAt === null ? {} : { archivedAt }),
    createdAt: property.createdAt,
    updatedAt: property.updatedAt,
    createdUserId: property.createdBy,
    updatedUserId: property.updatedBy,
    modificationMetadata: {
      archivable: true,
      readOnlyDefinition: false,
      readOnlyOptions: property.type === 'user',
      readOnlyValue: false,
    },
  };
};

/** A property that every account has, in HubSpot's shape. */
export const builtInReply = (objectType: ObjectType, definition: PropertyDefinition) => ({
  ...definitionReply(definition),
  fieldType: shownFieldTypes[definition.type] ?? 'text',
  groupName: `${singular(objectType)}information`,
  description: '',
  displayOrder: -1,
  hidden: false,
  formField: definition.name !== ownerProperty,
  hubspotDefined: true,
  archived: false,
  modificationMetadata: {
    archivable: false,
    readOnlyDefinition: true,
    readOnlyOptions: true,
    readOnlyValue: false,
  },
});

export type PropertyReply = ReturnType<typeof customReply> | ReturnType<typeof builtInReply>;
