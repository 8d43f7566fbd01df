import type { PropertySet } from '../record/property-set.ts';
import { parseValue } from '../record/property-value.ts';
import { instantOf } from './instant.ts';
import type { Kind } from './kinds.ts';
import { folded } from './words.ts';

/** What stands for a value where values are compared; keys of one kind compare with `===` and `<`. */
export type Key = string | number;

/** More digits than the id of any record has, so that ids of this length are in order as texts. */
const idDigits = 20;

const idKey = (raw: string): string | undefined =>
  /^\d+$/.test(raw) && raw.replace(/^0+/, '').length <= idDigits
    ? raw.replace(/^0+/, '').padStart(idDigits, '0')
    : undefined;

/** The key of a value that a record has; undefined if it is not of this kind, which compares with nothing. */
export const storedKey = (kind: Kind, stored: string): Key | undefined => {
  switch (kind) {
    case 'text':
      return folded(stored);
    case 'choice':
    case 'choices':
      return stored;
    case 'id':
      return idKey(stored);
    case 'number': {
      const number = Number(stored);
      return Number.isNaN(number) ? undefined : number;
    }
    case 'instant': {
      const milliseconds = Date.parse(stored);
      return Number.isNaN(milliseconds) ? undefined : milliseconds;
    }
  }
};

/** A filter's value as a key, or why it has none. */
export type FilterKey = { ok: true; key: Key } | { ok: false; code: string; message: string };

const shown = (raw: string): string => (raw.length > 100 ? `${raw.slice(0, 100).toWellFormed()}…` : raw);

const keyOr = (key: Key | undefined, code: string, message: string): FilterKey =>
  key === undefined ? { ok: false, code, message } : { ok: true, key };

/**
 * The key of a value that a filter asks for. It is read as the property's own values are: an option by its value or its label in
 * any case, a domain without its scheme. What could never be such a value is refused, but for texts: an e-mail that is none is
 * one that nobody has.
 */
export const filterKey = (set: PropertySet, name: string, kind: Kind, raw: string): FilterKey => {
  const value = raw.trim();
  if (kind === 'instant') {
    const wanted = `${shown(value)} is not a date, an ISO 8601 time or a number of milliseconds.`;
    return keyOr(instantOf(value), 'COULD_NOT_PARSE_DATE', wanted);
  }
  if (kind === 'id') return keyOr(idKey(value), 'INVALID_RECORD_ID', `${shown(value)} is not a record id.`);
  const definition = set.find(name);
  if (definition === undefined) return { ok: true, key: folded(value) };
  const parsed = parseValue(definition, value);
  if (kind === 'text') return { ok: true, key: folded(parsed.ok ? parsed.value : value) };
  if (!parsed.ok) return parsed;
  const key = storedKey(kind, parsed.value);
  return keyOr(key, 'INVALID_VALUE', `${shown(value)} is not a value of ${name}.`);
};
