import type { Problem } from '../errors.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { Filter, FilterGroup } from './filter.ts';
import { filterKey } from './keys.ts';
import { type Kind, operatorsOf } from './kinds.ts';
import { kindOfProperty } from './system-properties.ts';
import { hasTerms } from './words.ts';

/** How many groups and filters are allowed, at least one of them where there must be one. */
export type FilterLimits = {
  groups?: number;
  filtersPerGroup?: number;
  /** In all groups together. */
  filters?: number;
  /** In the list of one filter. */
  values: number;
  mustFilter?: true;
};

/** A search, as HubSpot has it: 5 groups of 6 filters. */
export const searchLimits: FilterLimits = { groups: 5, filtersPerGroup: 6, values: 1_000 };

/** What enrolls a record in a workflow, or chooses a branch of it: 250 filters, as HubSpot has it. */
export const enrollmentLimits: FilterLimits = { filters: 250, values: 1_000, mustFilter: true };

const valueProblems = (set: PropertySet, kind: Kind, filter: Filter, path: string): Problem[] => {
  const { propertyName, operator, value, highValue, values } = filter;
  const check = (raw: string | undefined, field: string): Problem[] => {
    if (raw === undefined || raw.trim() === '') {
      return [{ in: `${path}.${field}`, code: 'REQUIRED_FIELD', message: `${operator} needs a ${field}.` }];
    }
    const key = filterKey(set, propertyName, kind, raw);
    return key.ok ? [] : [{ in: `${path}.${field}`, code: key.code, message: key.message }];
  };
  switch (operator) {
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      return [];
    case 'IN':
    case 'NOT_IN':
      return values === undefined || values.length === 0
        ? [{ in: `${path}.values`, code: 'REQUIRED_FIELD', message: `${operator} needs a list of values.` }]
        : values.flatMap((raw, place) => check(raw, `values[${place}]`));
    case 'BETWEEN':
      return [...check(value, 'value'), ...check(highValue, 'highValue')];
    case 'CONTAINS_TOKEN':
    case 'NOT_CONTAINS_TOKEN': {
      const missing = check(value, 'value');
      const message = `${operator} looks for words, and there are none in this value.`;
      return missing.length > 0 || kind !== 'text' || hasTerms(value ?? '')
        ? missing
        : [{ in: `${path}.value`, code: 'NO_WORDS', message }];
    }
    default:
      return check(value, 'value');
  }
};

const problemsOfFilter = (
  set: PropertySet,
  filter: Filter,
  limits: FilterLimits,
  path: string,
): Problem[] => {
  const { propertyName, operator, values = [] } = filter;
  const kind = kindOfProperty(set, propertyName);
  if (kind === undefined) {
    const message = `Property ${propertyName} does not exist on ${set.objectType}.`;
    return [{ in: `${path}.propertyName`, code: 'PROPERTY_DOESNT_EXIST', message }];
  }
  const known = operatorsOf(kind);
  if (!known.includes(operator)) {
    const message = `${propertyName} does not know ${operator}; it knows ${known.join(', ')}.`;
    return [{ in: `${path}.operator`, code: 'INVALID_OPERATOR', message }];
  }
  if (values.length > limits.values) {
    const message = `A filter may list ${limits.values} values, this one lists ${values.length}.`;
    return [{ in: `${path}.values`, code: 'TOO_MANY_VALUES', message }];
  }
  return valueProblems(set, kind, filter, path);
};

const countProblems = (groups: readonly FilterGroup[], limits: FilterLimits, path: string): Problem[] => {
  const { groups: mostGroups = Infinity, filtersPerGroup = Infinity, filters: most = Infinity } = limits;
  const total = groups.reduce((sum, { filters }) => sum + filters.length, 0);
  const tooMany = (count: number, allowed: number, what: string, field: string): Problem[] =>
    count <= allowed
      ? []
      : [{ in: field, code: 'TOO_MANY_FILTERS', message: `At most ${allowed} ${what}, not ${count}.` }];
  const missing = (field: string): Problem => ({
    in: field,
    code: 'REQUIRED_FIELD',
    message: 'There must be at least one filter.',
  });
  return [
    ...(limits.mustFilter && groups.length === 0 ? [missing(path)] : []),
    ...tooMany(groups.length, mostGroups, 'groups of filters are allowed', path),
    ...tooMany(total, most, 'filters are allowed in all', path),
    ...groups.flatMap(({ filters }, place) => {
      const field = `${path}[${place}].filters`;
      if (limits.mustFilter && filters.length === 0) return [missing(field)];
      return tooMany(filters.length, filtersPerGroup, 'filters are allowed in a group', field);
    }),
  ];
};

/**
 * What is wrong with filters, each named by its place: `filterGroups[0].filters[2].operator`. Too many of them are not looked at one by
 * one.
 *
 * @param path the field that holds the groups
 */
export const filterProblems = (
  groups: readonly FilterGroup[],
  set: PropertySet,
  limits: FilterLimits,
  path = 'filterGroups',
): Problem[] => {
  const counts = countProblems(groups, limits, path);
  if (counts.length > 0) return counts;
  return groups.flatMap(({ filters }, group) =>
    filters.flatMap((filter, place) =>
      problemsOfFilter(set, filter, limits, `${path}[${group}].filters[${place}]`),
    ),
  );
};
