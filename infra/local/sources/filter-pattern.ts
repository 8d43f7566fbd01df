/**
 * Filter patterns of event source mappings.
 *
 * Source: "Filter rule syntax" in the Lambda developer guide.
 */

/** Whether a record fits a pattern. */
export type Filter = (record: unknown) => boolean;

/** One rule of a pattern against one value; `present` says whether the property exists at all. */
type Rule = (value: unknown, present: boolean) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Compiles a pattern's JSON. Throws for a rule that is not modelled. */
export function compileFilter(pattern: string): Filter {
  return compileObject(JSON.parse(pattern));
}

/** A record passes when it fits any of the patterns; without patterns every record passes. */
export function compileFilters(patterns: readonly string[]): Filter {
  const filters = patterns.map(compileFilter);
  return (record) => filters.length === 0 || filters.some((filter) => filter(record));
}

function compileObject(pattern: unknown): Filter {
  if (!isObject(pattern)) throw new Error(`A filter pattern must be an object: ${JSON.stringify(pattern)}.`);
  const parts = Object.entries(pattern).map(([key, value]) => compileProperty(key, value));
  return (record) => parts.every((part) => part(record));
}

function compileProperty(key: string, value: unknown): Filter {
  if (key === '$or' && Array.isArray(value)) {
    const choices = value.map(compileObject);
    return (record) => choices.some((choice) => choice(record));
  }
  if (!Array.isArray(value)) {
    const inner = compileObject(value);
    return (record) => inner(isObject(record) ? record[key] : undefined);
  }
  const rules = value.map(compileRule);
  return (record) => {
    const present = isObject(record) && Object.hasOwn(record, key);
    const found = isObject(record) ? record[key] : undefined;
    return rules.some((rule) =>
      Array.isArray(found) && found.length > 0
        ? found.some((entry) => rule(entry, true))
        : rule(found, present),
    );
  };
}

function compileRule(rule: unknown): Rule {
  if (!isObject(rule)) return (value) => value === rule;
  const [entry, ...others] = Object.entries(rule);
  if (entry === undefined || others.length > 0) throw unmodelled(rule);
  const [operator, operand] = entry;
  switch (operator) {
    case 'exists':
      return (_value, present) => present === operand;
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(String(operand));
    case 'equals-ignore-case':
      return (value) => typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase();
    case 'anything-but': {
      const excluded = [operand].flat().map(compileRule);
      return (value, present) => present && !excluded.some((test) => test(value, present));
    }
    case 'numeric':
      return compileNumeric(operand);
    default:
      throw unmodelled(rule);
  }
}

function compileNumeric(operand: unknown): Rule {
  if (!Array.isArray(operand) || operand.length % 2 !== 0) throw unmodelled({ numeric: operand });
  const comparisons = Array.from({ length: operand.length / 2 }, (_, pair) => {
    const [operator, limit] = [operand[pair * 2], Number(operand[pair * 2 + 1])];
    switch (operator) {
      case '=':
        return (value: number) => value === limit;
      case '<':
        return (value: number) => value < limit;
      case '<=':
        return (value: number) => value <= limit;
      case '>':
        return (value: number) => value > limit;
      case '>=':
        return (value: number) => value >= limit;
      default:
        throw unmodelled({ numeric: operand });
    }
  });
  // DynamoDB's numbers are text.
  return (value) => {
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    return typeof number === 'number' && comparisons.every((compare) => compare(number));
  };
}

const unmodelled = (rule: unknown): Error =>
  new Error(`The filter rule ${JSON.stringify(rule)} is not modelled by the local host.`);
