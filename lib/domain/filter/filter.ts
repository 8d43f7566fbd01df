/** The operators of HubSpot's CRM search. What each means is in `compile.ts`, which types know it in `kinds.ts`. */
export const filterOperators = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

export type FilterOperator = (typeof filterOperators)[number];

/**
 * One condition on one property. `value` goes with most operators, `highValue` closes a `BETWEEN`, `values` goes with `IN` and
 * `NOT_IN`.
 */
export type Filter = {
  propertyName: string;
  operator: FilterOperator;
  value?: string;
  highValue?: string;
  values?: readonly string[];
};

/** A record matches a group if it matches all its filters, and a list of groups if it matches one of them. */
export type FilterGroup = { filters: readonly Filter[] };
