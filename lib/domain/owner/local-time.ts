export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export type Weekday = (typeof weekdays)[number];

/** What the calendar and the clock on the wall show: day `YYYY-MM-DD`, time `HH:MM` from `00:00` to `23:59`. */
export type LocalTime = { day: string; weekday: Weekday; time: string };

/** Making a format takes many times as long as using it. By name in lower case, so that there are as many as zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

const formatIn = (timeZone: string): Intl.DateTimeFormat => {
  const key = timeZone.toLowerCase();
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(key, made);
  return made;
};

const weekdayOf = (name: string | undefined): Weekday => {
  const weekday = weekdays.find((each) => each === name?.toUpperCase());
  if (weekday === undefined) throw new Error(`There is no weekday ${name}.`);
  return weekday;
};

/**
 * The local time in a zone, with its daylight-saving time as the zone's rules have it at that moment.
 *
 * @param timeZone a name that {@link isTimeZone} knows
 * @param at milliseconds since 1970
 * @throws RangeError if there is no such zone or no such time
 */
export const localTime = (timeZone: string, at: number): LocalTime => {
  const parts = formatIn(timeZone).formatToParts(at);
  const {
    year = '',
    month,
    day,
    weekday,
    hour,
    minute,
  } = Object.fromEntries(parts.map(({ type, value }) => [type, value])) as Partial<
    Record<Intl.DateTimeFormatPartTypes, string>
  >;
  return {
    day: `${year.padStart(4, '0')}-${month}-${day}`,
    weekday: weekdayOf(weekday),
    time: `${hour}:${minute}`,
  };
};

/** A name of the IANA time zone database, in upper or lower case. A mere offset like `+01:00` knows no daylight-saving time. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[a-z][\w+/-]{0,63}$/i.test(name)) return false;
  try {
    formatIn(name);
    return true;
  } catch {
    return false;
  }
};
