import type { PropertyDefinition, PropertyOption } from './property.ts';

export type ParsedValue = { ok: true; value: string } | { ok: false; code: string; message: string };

/** The longest value that a property may hold, in UTF-16 code units, as HubSpot has it. */
export const longestValue = 65_536;

/** The longest value of a unique property, in bytes of UTF-8: with its name it is a key of a table, which may have 2,048. */
export const longestUniqueValue = 1_024;

const ok = (value: string): ParsedValue => ({ ok: true, value });
const refused = (code: string, message: string): ParsedValue => ({ ok: false, code, message });

const longestShown = 100;
/** As many as fit a message that is read. */
const mostOptionsNamed = 20;

/** A refused value as its message names it: its beginning, since an answer or a job must not grow with what was sent. */
const shown = (raw: string): string =>
  raw.length > longestShown ? `${raw.slice(0, longestShown).toWellFormed()}…` : raw;

/**
 * The longest e-mail that SMTP can carry is 254 characters. The pattern asks for what a mail server will ask for, one `@`,
 * a dotted domain, no blanks, and leaves the rest to the server.
 */
const emailPattern = /^[^\s@"(),:;<>[\\\]]+@[^\s@.]+(\.[^\s@.]+)+$/;
const domainPattern =
  /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;
const isoDatePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

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

const isCalendarDay = (raw: string): boolean => {
  const parts = isoDatePattern.exec(raw);
  if (parts === null) return false;
  const day = new Date(`${raw}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(raw);
};

/** A time without an offset is taken for UTC: what a value means must not depend on the machine that reads it. */
const parseInstant = (raw: string): string | undefined => {
  if (!isCalendarDay(raw.slice(0, 10)) || !/^.{10}T/.test(raw)) return undefined;
  const instant = new Date(/(Z|[+-]\d{2}:?\d{2})$/i.test(raw) ? raw : `${raw}Z`);
  if (Number.isNaN(instant.getTime())) return undefined;
  const iso = instant.toISOString();
  return isCalendarDay(iso.slice(0, 10)) ? iso : undefined;
};

const parseDate = (raw: string): ParsedValue => {
  const date = isCalendarDay(raw) ? raw : parseInstant(raw);
  return date === undefined
    ? refused('COULD_NOT_PARSE_DATE', `${shown(raw)} is not a date of the form YYYY-MM-DD.`)
    : ok(date);
};

/** An instant, or a day, which stands for its beginning in UTC, or milliseconds since 1970 as HubSpot's older clients send them. */
const parseDatetime = (raw: string): ParsedValue => {
  const asText = isCalendarDay(raw) ? `${raw}T00:00:00Z` : raw;
  const milliseconds = /^(-\d{10,13}|\d{10,14})$/.test(raw) ? new Date(Number(raw)).toISOString() : undefined;
  const instant = milliseconds ?? parseInstant(asText);
  return instant === undefined
    ? refused(
        'COULD_NOT_PARSE_DATE',
        `${shown(raw)} is not a date and time of the form YYYY-MM-DDThh:mm:ss.sssZ.`,
      )
    : ok(instant);
};

const boolWords: Record<string, 'true' | 'false'> = { yes: 'true', '1': 'true', no: 'false', '0': 'false' };

/** True and false also go by the labels that the account has given them, and by what spreadsheets have for them. */
const parseBool = (raw: string, options: readonly PropertyOption[] = []): ParsedValue => {
  const folded = raw.toLowerCase();
  const isBool = (value: string | undefined) => value === 'true' || value === 'false';
  const byLabel = options.find(({ value, label }) => isBool(value) && label.toLowerCase() === folded);
  const value = isBool(folded) ? folded : (byLabel?.value ?? boolWords[folded]);
  return value !== undefined && isBool(value)
    ? ok(value)
    : refused('INVALID_BOOLEAN', `${shown(raw)} is neither true nor false.`);
};

/** An option is named by its value or its label, in any case; the value is what is kept. A value goes before another's label. */
const parseOption = (raw: string, options: readonly PropertyOption[] = []): ParsedValue => {
  const folded = raw.toLowerCase();
  const byValue =
    options.find(({ value }) => value === raw) ?? options.find(({ value }) => value.toLowerCase() === folded);
  const byLabel = options.filter(({ label }) => label.toLowerCase() === folded);
  const option = byValue ?? byLabel[0];
  if (option === undefined) {
    const list = options.slice(0, mostOptionsNamed).map(({ value }) => value);
    const others = options.length - list.length;
    const named = `${list.join(', ')}${others === 0 ? '' : ` and ${others} others`}`;
    return refused('INVALID_ENUMERATION_OPTION', `${shown(raw)} is not one of the options: ${named}.`);
  }
  return byValue === undefined && byLabel.length > 1
    ? refused('AMBIGUOUS_ENUMERATION_OPTION', `${shown(raw)} is the label of ${byLabel.length} options.`)
    : ok(option.value);
};

/** Several options with semicolons in between, each of them once, in the order of the definition. */
const parseOptions = (raw: string, options: readonly PropertyOption[] = []): ParsedValue => {
  if (raw.startsWith(';')) {
    return refused('INVALID_ENUMERATION_OPTION', 'Give all options: a list that begins with ; adds none.');
  }
  const named = raw
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => parseOption(one, options));
  const wrong = named.find(({ ok: isFine }) => !isFine);
  if (wrong !== undefined) return wrong;
  const chosen = new Set(named.map((one) => (one.ok ? one.value : '')));
  return ok(options.flatMap(({ value }) => (chosen.has(value) ? [value] : [])).join(';'));
};

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
