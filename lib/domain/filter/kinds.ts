import type { PropertyType } from '../record/property.ts';
import type { FilterOperator } from './filter.ts';

/** How values are compared: as texts, numbers, instants, record ids, or as one of a few choices. */
export type Kind = 'text' | 'number' | 'instant' | 'id' | 'choice';

const kinds: Record<PropertyType | 'datetime' | 'bool', Kind> = {
  string: 'text',
  email: 'text',
  domain: 'text',
  number: 'number',
  date: 'instant',
  datetime: 'instant',
  enumeration: 'choice',
  user: 'choice',
  bool: 'choice',
};

export const kindOf = (type: PropertyType): Kind => kinds[type];

const always = [
  'EQ',
  'NEQ',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
] as const satisfies FilterOperator[];
const ordered = [...always, 'LT', 'LTE', 'GT', 'GTE', 'BETWEEN'] as const satisfies FilterOperator[];

/**
 * The operators that each kind knows. Order is for what has one, numbers, times and ids (`hs_object_id` `GT` is how HubSpot
 * has a client go beyond the first 10,000 matches); words are for texts.
 */
const operators: Record<Kind, readonly FilterOperator[]> = {
  text: [...always, 'CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN'],
  number: ordered,
  instant: ordered,
  id: ordered,
  choice: always,
};

export const operatorsOf = (kind: Kind): readonly FilterOperator[] => operators[kind];
