import type { Filter, FilterGroup } from '../../lib/domain/filter/filter.ts';
import type { PropertyType } from '../../lib/domain/record/property.ts';

type Types = Readonly<Record<string, PropertyType | 'id' | 'choices'>>;

/** Texts that differ only in case have the same capital and small letters, one by one. */
const sameText = (one: string, other: string): boolean => {
  const letters = (text: string) => [...text.normalize('NFD').toLowerCase().normalize('NFC')];
  return JSON.stringify(letters(one)) === JSON.stringify(letters(other));
};

const optionsOf = (list: string): string[] =>
  list
    .toLowerCase()
    .split(';')
    .map((option) => option.trim());

/** -1, 0 or 1 as the stored value is less than, equal to or greater than the wanted one. */
const order = (type: Types[string], stored: string, wanted: string): number => {
  const sign = <T>(one: T, other: T) => (one < other ? -1 : one > other ? 1 : 0);
  const time = (text: string) => (/^-?\d+$/.test(text) ? new Date(Number(text)) : new Date(text)).getTime();
  switch (type) {
    case 'number':
      return sign(Number.parseFloat(stored), Number.parseFloat(wanted));
    case 'id':
      return sign(BigInt(stored), BigInt(wanted));
    case 'date':
    case 'datetime':
      return sign(time(stored), time(wanted));
    case 'choices': {
      const plain = (list: string) => optionsOf(list).toSorted().join();
      return plain(stored) === plain(wanted) ? 0 : 1;
    }
    default:
      return sameText(stored, wanted) ? 0 : 1;
  }
};

/** `*` is tried at every length, so this is slow on purpose and shares nothing with the one pass of the evaluator. */
const like = (text: string, pattern: string): boolean => {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) {
    return like(text, pattern.slice(1)) || (text !== '' && like(text.slice(1), pattern));
  }
  return text !== '' && text[0] === pattern[0] && like(text.slice(1), pattern.slice(1));
};

const wordsOf = (text: string): string[] =>
  [
    ...text
      .toLowerCase()
      .normalize('NFC')
      .matchAll(/[\p{L}\p{N}\p{M}]+/gu),
  ].map(([word]) => word);

const contains = (stored: string, wanted: string): boolean => {
  const pieces = stored.toLowerCase().normalize('NFC').trim().split(/\s+/);
  return wanted
    .toLowerCase()
    .normalize('NFC')
    .trim()
    .split(/\s+/)
    .every((term) =>
      term.includes('*')
        ? [...pieces, ...wordsOf(stored)].some((piece) => like(piece, term))
        : wordsOf(term).every((word) => wordsOf(stored).some((other) => other === word)),
    );
};

const holds = (types: Types, filter: Filter, properties: Readonly<Record<string, string>>): boolean => {
  const { propertyName, operator, value = '', highValue = '', values = [] } = filter;
  const stored = properties[propertyName] ?? '';
  const type = types[propertyName] ?? 'string';
  const against = (wanted: string) => order(type, stored, wanted.trim());
  if (operator === 'NOT_HAS_PROPERTY') return stored === '';
  if (stored === '') return false;
  const chosen = (wanted: string) =>
    optionsOf(wanted).filter((option) => optionsOf(stored).includes(option)).length ===
    optionsOf(wanted).length;
  const isOne = (wanted: string) => (type === 'choices' ? chosen(wanted) : against(wanted) === 0);
  const has = () => (type === 'choices' ? chosen(value) : contains(stored, value));
  const answers: Record<Exclude<Filter['operator'], 'NOT_HAS_PROPERTY'>, () => boolean> = {
    HAS_PROPERTY: () => true,
    EQ: () => against(value) === 0,
    NEQ: () => against(value) !== 0,
    LT: () => against(value) < 0,
    LTE: () => against(value) < 1,
    GT: () => against(value) > 0,
    GTE: () => against(value) > -1,
    BETWEEN: () => against(value) > -1 && against(highValue) < 1,
    IN: () => values.filter(isOne).length > 0,
    NOT_IN: () => values.filter(isOne).length === 0,
    CONTAINS_TOKEN: has,
    NOT_CONTAINS_TOKEN: () => !has(),
  };
  return answers[operator]();
};

/**
 * What filters mean, in the plainest words: nothing is prepared, every filter is read again for every record. The evaluator is compared
 * with it.
 */
export const oracleMatches = (
  types: Types,
  groups: readonly FilterGroup[],
  properties: Readonly<Record<string, string>>,
): boolean => {
  for (const group of groups) {
    let all = true;
    for (const filter of group.filters) all = all && holds(types, filter, properties);
    if (all) return true;
  }
  return false;
};
