import type { Problem } from '../errors.ts';
import type { CustomProperty, FieldType } from './custom-property.ts';
import type { PropertyOption, PropertyType } from './property.ts';

/** What an account says of a property that it defines. */
export type PropertyFields = Omit<
  CustomProperty,
  'multiple' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'archivedAt' | 'version'
>;

/** A checkbox is an enumeration that may have several values at once. */
export const isMultiple = ({ type, fieldType }: Pick<PropertyFields, 'type' | 'fieldType'>): boolean =>
  type === 'enumeration' && fieldType === 'checkbox';

/** How HubSpot lets each type be shown. */
const fieldTypesOf: Partial<Record<PropertyType, readonly FieldType[]>> = {
  string: ['text', 'textarea', 'html', 'phonenumber'],
  number: ['number'],
  date: ['date'],
  datetime: ['date'],
  bool: ['booleancheckbox', 'select', 'radio'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox'],
  user: ['select'],
};

/** The API shows these of every record beside its properties; `constructor` is what every object in JavaScript has already. */
const reservedNames = ['createdate', 'lastmodifieddate', 'constructor'];

const nameProblem = (name: string): Problem | undefined => {
  const refused = (message: string): Problem => ({ in: 'name', code: 'INVALID_PROPERTY_NAME', message });
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(name)) {
    return refused(
      'A name begins with a letter and has up to 100 lower case letters of a to z, digits and underscores.',
    );
  }
  return /^(hs_|hubspot_)/.test(name) || reservedNames.includes(name)
    ? refused(`The name ${name} is reserved; so is whatever begins with hs_ or hubspot_.`)
    : undefined;
};

/** Most options are short; together they are read whenever a record is written. */
export const mostOptions = 1_000;

/** The most bytes that options may have together as JSON: what keeps a property may hold 400 KiB. */
const largestOptions = 200_000;

const encoder = new TextEncoder();

const hasOptions = (type: PropertyType): boolean => type === 'enumeration' || type === 'bool';

const repeats = (options: readonly PropertyOption[], key: 'value' | 'label'): Problem[] => {
  const all = options.map((option) => option[key].toLowerCase());
  return all.flatMap((one, n): Problem[] => {
    if (all.indexOf(one) === n) return [];
    const message = `Another option has the ${key} ${options[n]?.[key]} already.`;
    return [{ in: `options[${n}].${key}`, code: 'DUPLICATE_OPTION', message }];
  });
};

const optionProblems = ({ type, options = [] }: PropertyFields): Problem[] => {
  const refused = (message: string, place = 'options'): Problem[] => [
    { in: place, code: 'INVALID_OPTION', message },
  ];
  if (options.length > 0 && !hasOptions(type)) {
    return refused('Only an enumeration and a bool have options; the options of an owner are the owners.');
  }
  if (options.length > mostOptions) return refused(`A property may have ${mostOptions} options.`);
  if (encoder.encode(JSON.stringify(options)).length > largestOptions) {
    return refused(`The options of a property may have ${largestOptions} bytes together.`);
  }
  const values = options.map(({ value }) => value);
  if (type === 'bool' && options.length > 0 && values.toSorted().join() !== 'false,true') {
    return refused('The options of a bool have the values true and false.');
  }
  const separated = values.findIndex((value) => value.includes(';'));
  return separated >= 0
    ? refused('A value has no semicolon: it stands between several values.', `options[${separated}].value`)
    : [...repeats(options, 'value'), ...repeats(options, 'label')];
};

const fieldTypeProblem = ({ type, fieldType }: PropertyFields): Problem | undefined => {
  const fitting = fieldTypesOf[type] ?? [];
  if (fitting.includes(fieldType)) return undefined;
  const message = `A property of this type may have the field type ${fitting.join(', ')}; not ${fieldType}.`;
  return { in: 'fieldType', code: 'INVALID_FIELD_TYPE', message };
};

/** As HubSpot has it: a text or a number may be unique, and nothing whose values are few. */
const uniqueProblem = ({ type, unique }: PropertyFields): Problem | undefined =>
  unique && type !== 'string' && type !== 'number'
    ? {
        in: 'hasUniqueValue',
        code: 'INVALID_UNIQUE_PROPERTY',
        message: 'Only a string or a number may be unique.',
      }
    : undefined;

/** What is wrong with a property that an account wants to define. */
export const propertyProblems = (fields: PropertyFields): Problem[] =>
  [nameProblem(fields.name), fieldTypeProblem(fields), uniqueProblem(fields)]
    .filter((problem) => problem !== undefined)
    .concat(optionProblems(fields));

/**
 * What may never change, since records hold values by it: the type, whether values are unique, and that there may be several
 * options at once.
 */
export const changeProblems = (before: CustomProperty, after: PropertyFields): Problem[] => {
  const refused = (place: string, message: string): Problem => ({
    in: place,
    code: 'IMMUTABLE_PROPERTY_FIELD',
    message,
  });
  return [
    ...(after.type === before.type ? [] : [refused('type', `The type of ${before.name} cannot be changed.`)]),
    ...(after.unique === before.unique
      ? []
      : [refused('hasUniqueValue', `Whether ${before.name} is unique cannot be changed.`)]),
    ...(isMultiple(before) && !isMultiple(after)
      ? [refused('fieldType', `Records may have several values of ${before.name}: it stays a checkbox.`)]
      : []),
  ];
};
