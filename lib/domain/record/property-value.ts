import { parseDate, parseDatetime } from './date-value.ts';
import { parseBool, parseOption, parseOptions } from './option-value.ts';
import { ok, type ParsedValue, refused, shown } from './parsed-value.ts';
import type { PropertyDefinition } from './property.ts';

/** The longest value that a property may hold, in UTF-16 code units, as HubSpot has it. */
export const longestValue = 65_536;

/** The longest value of a unique property, in bytes of UTF-8: with its name it is a key of a table, which may have 2,048. */
const longestUniqueValue = 1_024;

/**
 * The longest e-mail that SMTP can carry is 254 characters. The pattern asks for what a mail server will ask for, one `@`,
 * a dotted domain, no blanks, and leaves the rest to the server.
 */
const emailPattern = /^[^\s@"(),:;<>[\\\]]+@[^\s@.]+(\.[^\s@.]+)+$/;
const domainPattern =
  /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

const parseEmail = (raw: string): ParsedValue => {
  const email = raw.toLowerCase();
  return email.length <= 254 && emailPattern.test(email)
    ? ok(email)
    : refused('INVALID_EMAIL', `${shown(raw)} is not an e-mail address.`);
};

/** `https://www.Example.com/path` and `example.com` are one domain; `www.com` is one of its own. */
const parseDomain = (raw: string): ParsedValue => {
  const host = raw
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
    .replace(/^(www\.)+(?=[^.]+\.)/, '');
  return domainPattern.test(host)
    ? ok(host)
    : refused('INVALID_DOMAIN', `${shown(raw)} is not a domain name.`);
};

const parseNumber = (raw: string): ParsedValue =>
  /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(raw) && Number.isFinite(Number(raw))
    ? ok(String(Number(raw)))
    : refused('COULD_NOT_PARSE_NUMBER', `${shown(raw)} is not a number.`);

/** Owner ids are decimal and stay below 2^53, so that they survive a JSON number. */
export const isOwnerId = (raw: string): boolean =>
  /^[1-9]\d{0,15}$/.test(raw) && Number(raw) <= Number.MAX_SAFE_INTEGER;

const parseUser = (raw: string): ParsedValue =>
  isOwnerId(raw) ? ok(raw) : refused('INVALID_OWNER_ID', `${shown(raw)} is not an owner id.`);

/**
 * A property's value as it is kept: trimmed, an e-mail in lower case, a domain without scheme and path. Empty stays empty,
 * which clears the property.
 *
 * @returns the value, or HubSpot's code for why it was refused
 */
export const parseValue = (definition: PropertyDefinition, raw: string): ParsedValue => {
  const value = raw.trim();
  if (value === '') return ok('');
  if (value.length > longestValue) {
    return refused(
      'INVALID_LENGTH',
      `A value may be ${longestValue} characters long, this one has ${value.length}.`,
    );
  }
  if (definition.unique && Buffer.byteLength(value) > longestUniqueValue) {
    return refused('INVALID_LENGTH', `A unique value may have ${longestUniqueValue} bytes.`);
  }
  switch (definition.type) {
    case 'string':
      return ok(value);
    case 'email':
      return parseEmail(value);
    case 'domain':
      return parseDomain(value);
    case 'number':
      return parseNumber(value);
    case 'date':
      return parseDate(value);
    case 'datetime':
      return parseDatetime(value);
    case 'bool':
      return parseBool(value, definition.options);
    case 'enumeration':
      return definition.multiple
        ? parseOptions(value, definition.options)
        : parseOption(value, definition.options);
    case 'user':
      return parseUser(value);
  }
};
