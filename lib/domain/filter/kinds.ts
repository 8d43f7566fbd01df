import type { PropertyDefinition, PropertyType } from '../record/property.ts';
import type { FilterOperator } from './filter.ts';

/** How values are compared: as texts, numbers, instants, record ids, as one of a few choices or as several of them. */
export type Kind = 'text' | 'number' | 'instant' | 'id' | 'choice' | 'choices';

const kinds: Record<PropertyType, Kind> = {
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

export const kindOf = ({ type, multiple }: PropertyDefinition): Kind => (multiple ? 'choices' : kinds[type]);

const always = [
  'EQ',
  'NEQ',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
] as const satisfies FilterOperator[];
const ordered = [...always, 'LT', 'LTE', 'GT', 'GTE', 'BETWEEN'] as const satisfies FilterOperator[];
const withTokens = [...always, 'CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN'] as const satisfies FilterOperator[];

/**
 * The operators that each kind knows. Order is for what has one, numbers, times and ids (`hs_object_id` `GT` is how HubSpot
 * has a client go beyond the first 10,000 matches); words are for texts, and
 * single options for what may have several.
 */
const operators: Record<Kind, readonly FilterOperator[]> = {
  text: withTokens,
  number: ordered,
  instant: ordered,
  id: ordered,
  choice: always,
  choices: withTokens,
};

export const operatorsOf = (kind: Kind): readonly FilterOperator[] => operators[kind];
