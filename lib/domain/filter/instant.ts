const iso = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const epochMilliseconds = /^-?\d{1,16}$/;
/** The furthest from 1970 that a `Date` can be. */
const furthest = 8.64e15;

/** `2026-02-30` is no day, though a `Date` takes it for the second of March. */
const isDay = (day: string): boolean => {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
};

/**
 * The instant that a filter's value names, in milliseconds since 1970: a day, which stands for its midnight in UTC, as HubSpot
 * keeps dates; an ISO 8601 time, in UTC where it names no offset; or the milliseconds themselves, which HubSpot's clients send.
 *
 * @returns undefined if it is none of these
 */
export const instantOf = (raw: string): number | undefined => {
  if (epochMilliseconds.test(raw)) {
    const milliseconds = Number(raw);
    return Math.abs(milliseconds) <= furthest ? milliseconds : undefined;
  }
  const [, day, offset] = iso.exec(raw) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  const text = offset === undefined && raw.length > day.length ? `${raw}Z` : raw;
  const milliseconds = Date.parse(text.toUpperCase());
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
};
