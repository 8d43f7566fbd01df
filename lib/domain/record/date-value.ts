import { ok, type ParsedValue, refused, shown } from './parsed-value.ts';

const isoDatePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

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

/** A day, or an instant, which is kept as such. */
export const parseDate = (raw: string): ParsedValue => {
  const date = isCalendarDay(raw) ? raw : parseInstant(raw);
  return date === undefined
    ? refused('COULD_NOT_PARSE_DATE', `${shown(raw)} is not a date of the form YYYY-MM-DD.`)
    : ok(date);
};

/** An instant, or a day, which stands for its beginning in UTC, or milliseconds since 1970 as HubSpot's older clients send them. */
export const parseDatetime = (raw: string): ParsedValue => {
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
