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
export type LocalTime = { readonly day: string; readonly weekday: Weekday; readonly time: string };

type Clock = (at: number) => LocalTime;

const weekdayOf = (name: string | undefined): Weekday => {
  const weekday = weekdays.find((each) => each === name?.toUpperCase());
  if (weekday === undefined) throw new Error(`There is no weekday ${name}.`);
  return weekday;
};

const read = (format: Intl.DateTimeFormat, at: number): LocalTime => {
  const parts = format.formatToParts(at).map(({ type, value }) => [type, value] as const);
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = Object.fromEntries(parts);
  return {
    day: `${shown.year?.padStart(4, '0')}-${shown.month}-${shown.day}`,
    weekday: weekdayOf(shown.weekday),
    time: `${shown.hour}:${shown.minute}`,
  };
};

/** A clock remembers what it showed last, since a decision asks for one moment on behalf of everybody in the zone. */
const makeClock = (timeZone: string): Clock => {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  let last: { at: number; shown: LocalTime } | undefined;
  return (at) => {
    if (last?.at !== at) last = { at, shown: read(format, at) };
    return last.shown;
  };
};

/** Making a clock takes ten times as long as reading it. By zone in lower case, so that there are no more than zones. */
const clocks = new Map<string, Clock>();

const clockIn = (timeZone: string): Clock => {
  const key = timeZone.toLowerCase();
  const clock = clocks.get(key) ?? makeClock(timeZone);
  clocks.set(key, clock);
  return clock;
};

/**
 * The local time in a zone, with its daylight-saving time as the zone's rules have it at that moment.
 *
 * @param timeZone a name that {@link isTimeZone} knows
 * @param at milliseconds since 1970
 * @throws RangeError if there is no such zone or no such time
 */
export const localTime = (timeZone: string, at: number): LocalTime => clockIn(timeZone)(at);

/** A name of the IANA time zone database, in upper or lower case. A mere offset like `+01:00` knows no daylight-saving time. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[a-z][\w+/-]{0,63}$/i.test(name)) return false;
  try {
    clockIn(name);
    return true;
  } catch {
    return false;
  }
};
