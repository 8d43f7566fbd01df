import type { Properties } from '../record/properties.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { Filter, FilterGroup } from './filter.ts';
import { filterKey, type Key, storedKey } from './keys.ts';
import { type Kind, operatorsOf } from './kinds.ts';
import { kindOfProperty } from './system-properties.ts';
import { containing, hasTerms } from './words.ts';

/** Whether the properties of a record match, for one set of filters. */
export type Matcher = (properties: Properties) => boolean;

/** What a filter asks of a value that is there. */
type ValueTest = (value: string) => boolean;

const nothing: ValueTest = () => false;

const byKey =
  (kind: Kind, test: (key: Key, value: string) => boolean): ValueTest =>
  (value) => {
    const key = storedKey(kind, value);
    return key !== undefined && test(key, value);
  };

const among = (kind: Kind, wanted: readonly (Key | undefined)[]): ValueTest => {
  const keys = new Set(wanted);
  return byKey(kind, (key) => keys.has(key));
};

/** Whether all the options of one of these lists are chosen. */
const choosing = (wanted: readonly (Key | undefined)[]): ValueTest => {
  const lists = wanted.map((list) => String(list).split(';'));
  return (stored) => {
    const chosen = new Set(stored.split(';'));
    return lists.some((options) => options.every((option) => chosen.has(option)));
  };
};

const valueTest = (set: PropertySet, kind: Kind, filter: Filter): ValueTest => {
  const { propertyName, operator, value = '', highValue = '', values = [] } = filter;
  const keyOf = (raw: string): Key | undefined => {
    const found = raw.trim() === '' ? undefined : filterKey(set, propertyName, kind, raw);
    return found?.ok ? found.key : undefined;
  };
  const comparing = (test: (key: Key, wanted: Key) => boolean): ValueTest => {
    const wanted = keyOf(value);
    return wanted === undefined ? nothing : byKey(kind, (key) => test(key, wanted));
  };
  switch (operator) {
    case 'EQ':
      return comparing((key, wanted) => key === wanted);
    case 'NEQ':
      return comparing((key, wanted) => key !== wanted);
    case 'LT':
      return comparing((key, wanted) => key < wanted);
    case 'LTE':
      return comparing((key, wanted) => key <= wanted);
    case 'GT':
      return comparing((key, wanted) => key > wanted);
    case 'GTE':
      return comparing((key, wanted) => key >= wanted);
    case 'BETWEEN': {
      const highest = keyOf(highValue);
      return highest === undefined ? nothing : comparing((key, lowest) => lowest <= key && key <= highest);
    }
    case 'IN':
    case 'NOT_IN': {
      const wanted = values.map(keyOf);
      if (wanted.length === 0 || wanted.includes(undefined)) return nothing;
      const isIn = kind === 'choices' ? choosing(wanted) : among(kind, wanted);
      return operator === 'IN' ? isIn : byKey(kind, (_, stored) => !isIn(stored));
    }
    case 'CONTAINS_TOKEN':
    case 'NOT_CONTAINS_TOKEN': {
      const wanted = keyOf(value);
      if (wanted === undefined || (kind === 'text' && !hasTerms(value))) return nothing;
      const contains = kind === 'choices' ? choosing([wanted]) : containing(value);
      return operator === 'CONTAINS_TOKEN' ? contains : (stored) => !contains(stored);
    }
    case 'HAS_PROPERTY':
      return () => true;
    case 'NOT_HAS_PROPERTY':
      return nothing;
  }
};

const compileFilter = (set: PropertySet, filter: Filter): Matcher => {
  const { propertyName, operator } = filter;
  const kind = kindOfProperty(set, propertyName);
  if (kind === undefined || !operatorsOf(kind).includes(operator)) return () => false;
  const test = valueTest(set, kind, filter);
  const ifAbsent = operator === 'NOT_HAS_PROPERTY';
  return (properties) => {
    const value = properties[propertyName];
    return value === undefined || value === '' ? ifAbsent : test(value);
  };
};

/**
 * Reads filters once, to try them on many records. What they mean follows HubSpot's CRM search
 * (https://developers.hubspot.com/docs/api-reference/search/guide):
 *
 * - A record that has no value matches only `NOT_HAS_PROPERTY`, none of the other negations: whoever wants both asks for both, in two
 *   groups. HubSpot does not document this; it is what its search does with `NEQ`. An empty value is none.
 * - Texts are compared without regard to case. (HubSpot asks for lower case in `IN` and `NOT_IN`; here any case will do.)
 * - Numbers are compared as numbers, dates and times as instants, ids by their size, options, users and booleans as values.
 * - `BETWEEN` includes both ends.
 * - Where several options may be chosen, `EQ` asks for just these, in any order; `CONTAINS_TOKEN` for these and maybe others, `IN` for one of
 *   the listed.
 *
 * A filter that says nothing sensible (see `filterProblems`) matches no record, a negation neither: a rule whose property was deleted
 * since then must not apply to everybody.
 */
export const compile = (groups: readonly FilterGroup[], set: PropertySet): Matcher => {
  const compiled = groups.map(({ filters }) => filters.map((filter) => compileFilter(set, filter)));
  return (properties) => compiled.some((filters) => filters.every((matches) => matches(properties)));
};
