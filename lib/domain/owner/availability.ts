import { type LocalTime, localTime, type Weekday, weekdays } from './local-time.ts';

/**
 * Hours of the owner's own clock, `HH:MM`, on each of these days: `from` belongs to them, `until` does not. `until` may be
 * `24:00`; one that is not after `from` is on the next day, and such a night belongs to the day on which it began.
 */
export type WorkingHours = { days: Weekday[]; from: string; until: string };

/**
 * A time out of office. Each end is either an instant (ISO 8601 with an offset; `until` itself is back at work) or a day of
 * the owner's own calendar, `YYYY-MM-DD`, which belongs to the absence as a whole.
 */
export type Absence = { from: string; until: string };

/** When an owner is at work, in their own IANA time zone. `workingHours` null is at any hour. */
export type Availability = {
  timeZone: string;
  workingHours: WorkingHours[] | null;
  outOfOffice: Absence[];
};

/** Why an owner is not available at a moment. */
export type Unavailability = 'OUT_OF_OFFICE' | 'OUTSIDE_WORKING_HOURS';

const isDay = (end: string): boolean => end.length === 'YYYY-MM-DD'.length;

const hasBegun = ({ from }: Absence, at: number, { day }: LocalTime): boolean =>
  isDay(from) ? from <= day : Date.parse(from) <= at;

const isOver = ({ until }: Absence, at: number, { day }: LocalTime): boolean =>
  isDay(until) ? until < day : Date.parse(until) <= at;

/** Whether an absence ends before it takes any time. */
export const isEmptyAbsence = (absence: Absence, timeZone: string): boolean => {
  const { from, until } = absence;
  if (isDay(from) && isDay(until)) return until < from;
  if (isDay(from)) {
    const last = Date.parse(until) - 1;
    return !hasBegun(absence, last, localTime(timeZone, last));
  }
  const first = Date.parse(from);
  return isOver(absence, first, localTime(timeZone, first));
};

const dayBefore = (weekday: Weekday): Weekday =>
  weekdays[(weekdays.indexOf(weekday) + weekdays.length - 1) % weekdays.length] ?? weekday;

const areNow = ({ days, from, until }: WorkingHours, { weekday, time }: LocalTime): boolean => {
  const begun = days.includes(weekday) && from <= time;
  if (from < until) return begun && time < until;
  return begun || (days.includes(dayBefore(weekday)) && time < until);
};

/**
 * What keeps an owner from being available at a moment; nothing if they are, or if they have no availability.
 *
 * Hours and days are compared as the owner's clock and calendar show them. So an hour that daylight saving skips is nobody's
 * working hour, and one that comes twice is so both times.
 *
 * @param at an ISO 8601 instant
 */
export const whyUnavailable = (availability: Availability | null, at: string): Unavailability[] => {
  if (availability === null) return [];
  const { timeZone, workingHours, outOfOffice } = availability;
  const instant = Date.parse(at);
  const local = localTime(timeZone, instant);
  const reasons: Unavailability[] = [];
  if (outOfOffice.some((each) => hasBegun(each, instant, local) && !isOver(each, instant, local))) {
    reasons.push('OUT_OF_OFFICE');
  }
  if (workingHours !== null && !workingHours.some((hours) => areNow(hours, local))) {
    reasons.push('OUTSIDE_WORKING_HOURS');
  }
  return reasons;
};

/**
 * The day `YYYY-MM-DD` on an owner's own calendar; that of UTC for an owner without a time zone.
 *
 * @param at an ISO 8601 instant
 */
export const dayOf = (availability: Availability | null, at: string): string =>
  localTime(availability?.timeZone ?? 'UTC', Date.parse(at)).day;
