import * as z from 'zod/mini';
import type { PropertyChange } from '../../lib/app/properties/change-property.ts';
import { Invalid } from '../../lib/domain/errors.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { type CustomProperty, type FieldType, fieldTypes } from '../../lib/domain/record/custom-property.ts';
import type { PropertyOption, PropertyType } from '../../lib/domain/record/property.ts';
import { mostOptions, type PropertyFields } from '../../lib/domain/record/property-rules.ts';
import { propertyNameField } from '../../lib/http/fields.ts';
import { given } from '../../lib/http/given.ts';

const text = (longest: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(longest));
const remark = z.string().check(z.maxLength(1_000));
const order = z.int().check(z.minimum(-1), z.maximum(1_000_000));

const option = z.strictObject({
  label: text(200),
  value: text(200),
  description: z.exactOptional(remark),
  displayOrder: z.exactOptional(order),
  hidden: z.exactOptional(z.boolean()),
});

/** The types that HubSpot's API has; an owner is an enumeration that says so. */
const type = z.enum(['string', 'number', 'date', 'datetime', 'bool', 'enumeration']);
const owner = z.literal('OWNER');

const optional = {
  description: z.optional(remark),
  displayOrder: z.optional(order),
  hidden: z.optional(z.boolean()),
  formField: z.optional(z.boolean()),
  options: z.optional(z.array(option).check(z.maxLength(mostOptions))),
  hasUniqueValue: z.optional(z.boolean()),
  referencedObjectType: z.optional(z.nullable(owner)),
  /** HubSpot says so of properties whose options are not listed: those of owners. */
  externalOptions: z.optional(z.boolean()),
};

const fields = {
  label: text(250),
  type,
  fieldType: z.enum(fieldTypes),
  groupName: z.string().check(z.regex(/^[a-z][a-z0-9_-]{0,99}$/, 'This is not the name of a group.')),
};

export const propertyBody = z.strictObject({ name: propertyNameField, ...fields, ...optional });

/** The name may be sent along, as it is. */
export const propertyChangeBody = z.strictObject({
  name: z.optional(propertyNameField),
  ...z.partial(z.object(fields)).shape,
  ...optional,
});

type Kind = Pick<PropertyFields, 'type' | 'fieldType'>;

const kindOf = (asked: z.output<typeof type>, fieldType: FieldType, isOwner: boolean): Kind => {
  if (isOwner && asked !== 'enumeration') {
    const message = 'A property that refers to owners is an enumeration.';
    throw new Invalid(message, [{ message, in: 'type', code: 'INVALID_TYPE' }]);
  }
  return { type: isOwner ? 'user' : asked, fieldType };
};

/** Options that say nothing of it stand in the order in which they came. */
const inOrder = (options: readonly PropertyOption[]): PropertyOption[] =>
  options.map((one, n) => ({ displayOrder: n, hidden: false, ...one }));

/** A bool has two options, whether they are named or not. */
const optionsOf = (ofType: PropertyType, options: readonly PropertyOption[] = []): PropertyOption[] =>
  ofType === 'bool' && options.length === 0
    ? inOrder([
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ])
    : inOrder(options);

/** @throws Invalid if it refers to owners and is no enumeration */
export const newProperty = (objectType: ObjectType, body: z.output<typeof propertyBody>): PropertyFields => {
  const { name, label, groupName } = body;
  const kind = kindOf(body.type, body.fieldType, body.referencedObjectType === 'OWNER');
  return {
    objectType,
    name,
    label,
    ...kind,
    unique: body.hasUniqueValue ?? false,
    groupName,
    description: body.description ?? '',
    displayOrder: body.displayOrder ?? -1,
    hidden: body.hidden ?? false,
    formField: body.formField ?? false,
    options: optionsOf(kind.type, body.options),
  };
};

/** What a body changes of a property. */
export const propertyChange =
  ({ externalOptions: _implied, name: _same, ...body }: z.output<typeof propertyChangeBody>) =>
  (before: CustomProperty): PropertyChange => {
    const { hasUniqueValue: unique, referencedObjectType, options, type: asked, fieldType, ...rest } = body;
    const was = before.type === 'user' ? 'enumeration' : before.type;
    const isOwner =
      referencedObjectType === undefined ? before.type === 'user' : referencedObjectType === 'OWNER';
    const kind = kindOf(asked ?? (was as z.output<typeof type>), fieldType ?? before.fieldType, isOwner);
    return given({ ...rest, ...kind, unique, options: options && optionsOf(kind.type, options) });
  };
