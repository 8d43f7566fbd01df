import type { ParsedValue } from '../record/parsed-value.ts';
import type { PropertyDefinition } from '../record/property.ts';
import { parseValue } from '../record/property-value.ts';
import type { DateFormat } from './options.ts';

/** Where year, month and day are among the three numbers of a date, and how people write that. */
const formats: Record<DateFormat, { places: readonly [number, number, number]; shown: string }> = {
  YEAR_MONTH_DAY: { places: [1, 2, 3], shown: 'YYYY-MM-DD' },
  MONTH_DAY_YEAR: { places: [3, 1, 2], shown: 'MM/DD/YYYY' },
  DAY_MONTH_YEAR: { places: [3, 2, 1], shown: 'DD.MM.YYYY' },
};

const threeNumbers = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$/;

/** A date in the form YYYY-MM-DD. Undefined for what is none; a year of two digits might be of any century. */
const isoDateOf = (text: string, format: DateFormat): string | undefined => {
  const match = threeNumbers.exec(text);
  if (match === null) return undefined;
  const numbers = [match[0], match[1], match[3], match[4]];
  const [year = '', month = '', day = ''] = formats[format].places.map((place) => numbers[place] ?? '');
  if (year.length !== 4 || month.length > 2 || day.length > 2) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

const dateAndTime = /^(\S+) +(\d{2}:\d{2}(:\d{2})?)$/;

/** A date and time in ISO 8601, from a date of the file's format and, behind a blank, a time of day in UTC. */
const isoDatetimeOf = (text: string, format: DateFormat): string | undefined => {
  const [, date = text, time = '00:00'] = dateAndTime.exec(text) ?? [];
  const day = isoDateOf(date, format);
  return day && `${day}T${time}`;
};

/**
 * The cell of a date, or of a date and time: as ISO 8601 has it, which any file may have; or the parts in the order that the import
 * names, between points, slashes or hyphens.
 */
export const readDateCell = (
  definition: PropertyDefinition,
  text: string,
  format: DateFormat,
): ParsedValue => {
  const asIs = parseValue(definition, text);
  const withTime = definition.type === 'datetime';
  const date = withTime ? isoDatetimeOf(text, format) : isoDateOf(text, format);
  const value = asIs.ok || date === undefined ? asIs : parseValue(definition, date);
  if (value.ok) return value;
  const shown = `${formats[format].shown}${withTime ? ' hh:mm' : ''}`;
  const message = `${text.slice(0, 100)} is not a date of the form ${shown}.`;
  return { ...value, message };
};
