import { invalidField } from '../errors.ts';
import { type ObjectType, singular } from '../object-type.ts';
import type { PropertySet } from './property-set.ts';
import { parseValue } from './property-value.ts';
import { uniqueKey } from './unique-key.ts';

/** A value of a property that no two live records share; null for what no record can have there, such as an e-mail without an `@`. */
export type UniqueValue = { property: string; value: string | null };

/** What a record is asked for by: its id, or a value that only it has. */
export type Address = string | UniqueValue;

/** The property in which every record shows its id; named as the one to look a record up by, it changes nothing. */
export const idOfRecord = 'hs_object_id';

/**
 * The address that a caller means.
 *
 * @param idProperty the property that `raw` is a value of; the id itself if there is none
 * @param field what the caller calls the property, for the error
 * @throws Invalid if records are not told apart by that property
 */
export const addressOf = (
  { objectType, unique }: Pick<PropertySet, 'objectType' | 'unique'>,
  raw: string,
  idProperty: string | undefined,
  field = 'idProperty',
): Address => {
  if (idProperty === undefined || idProperty === idOfRecord) return raw;
  const definition = unique.find(({ name }) => name === idProperty);
  if (definition === undefined) {
    const message = `Property ${idProperty} does not tell ${objectType} apart: it has to be one with unique values.`;
    throw invalidField(field, message, 'INVALID_ID_PROPERTY');
  }
  const parsed = parseValue(definition, raw);
  return { property: idProperty, value: parsed.ok && parsed.value !== '' ? parsed.value : null };
};

/** The key under which the record's id is kept; undefined for an address that is the id, or nobody's. */
export const keyOfAddress = (objectType: ObjectType, address: Address): string | undefined =>
  typeof address === 'string' || address.value === null
    ? undefined
    : uniqueKey(objectType, address.property, address.value);

/** An address as a message names it: `contact 5`, `contact whose email is ada@example.com`. */
export const addressText = (objectType: ObjectType, address: Address): string => {
  const one = singular(objectType);
  if (typeof address === 'string') return `${one} ${address}`;
  const { property, value } = address;
  return value === null ? `${one} with such a value of ${property}` : `${one} whose ${property} is ${value}`;
};
