import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Absence,
  dayOf,
  isEmptyAbsence,
  type WorkingHours,
  whyUnavailable,
} from '../../../../lib/domain/owner/availability.ts';
import { weekdays } from '../../../../lib/domain/owner/local-time.ts';
import { instants, zones } from '../../../support/time-zones.ts';

const minutesOfDay = 1_440;
const minutesOfWeek = 7 * minutesOfDay;
const quarter = 15 * 60_000;
const day = 24 * 60 * 60_000;

const runs = { numRuns: 1_000 };

const iso = (at: number): string => new Date(at).toISOString();

/** The local time as another formatter writes it: `YYYY-MM-DD HH:MM:SS`. */
const swedish = (timeZone: string, at: number): string => new Date(at).toLocaleString('sv-SE', { timeZone });

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes since the start of the local week. */
const minuteOfWeek = (timeZone: string, at: number): number => {
  const local = swedish(timeZone, at);
  const weekday = (new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
  return weekday * minutesOfDay + minutesIn(local.slice(11));
};

/** Every minute of the local week that lies within the hours. */
const minutesAtWork = (hours: readonly WorkingHours[]): Set<number> => {
  const minutes = new Set<number>();
  for (const { days, from, until } of hours) {
    for (const weekday of days) {
      const first = weekdays.indexOf(weekday) * minutesOfDay + minutesIn(from);
      const length = minutesIn(until) - minutesIn(from);
      const last = first + (length > 0 ? length : length + minutesOfDay);
      for (let minute = first; minute < last; minute++) minutes.add(minute % minutesOfWeek);
    }
  }
  return minutes;
};

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Times of day, half of them in the hours in which clocks change. */
const timesOfDay = (latest: number): fc.Arbitrary<string> =>
  fc.oneof(fc.integer({ min: 0, max: latest }), fc.integer({ min: 0, max: 240 })).map(clock);

const workingHours: fc.Arbitrary<WorkingHours> = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
  from: timesOfDay(minutesOfDay - 1),
  until: timesOfDay(minutesOfDay),
});

const withOffset = (at: number, minutes: number): string => {
  const sign = minutes < 0 ? '-' : '+';
  return `${iso(at + minutes * 60_000).slice(0, -1)}${sign}${clock(Math.abs(minutes))}`;
};

/** An end near a moment: a day, or a moment written with any offset. */
const endNear = (at: number): fc.Arbitrary<string> => {
  const near = fc.integer({ min: -300, max: 300 }).map((away) => at + away * quarter);
  return fc.oneof(
    near.map((end) => iso(end).slice(0, 10)),
    fc
      .tuple(near, fc.integer({ min: -12 * 60, max: 14 * 60 }))
      .map(([end, offset]) => withOffset(end, offset)),
  );
};

/** A moment on the quarter, where every offset of today puts the ends of days, and an absence around it. */
const absences: fc.Arbitrary<{ at: number; absence: Absence }> = instants
  .map((at) => at - (at % quarter))
  .chain((at) =>
    fc.record({ at: fc.constant(at), absence: fc.record({ from: endNear(at), until: endNear(at) }) }),
  );

const isAway = (timeZone: string, absence: Absence, at: number): boolean =>
  whyUnavailable({ timeZone, workingHours: null, outOfOffice: [absence] }, iso(at)).length > 0;

/** The moments in steps of a quarter that belong to an absence, by the other formatter. */
const isAwayBySweden = (timeZone: string, { from, until }: Absence, at: number): boolean => {
  const today = swedish(timeZone, at).slice(0, 10);
  const begun = from.length === 10 ? today >= from : at >= new Date(from).getTime();
  const over = until.length === 10 ? today > until : at >= new Date(until).getTime();
  return begun && !over;
};

describe('availability', () => {
  it('has the working hours of every minute of the week, as another formatter names it', () => {
    const ranges = fc.array(workingHours, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(zones, ranges, instants, (timeZone, hours, at) => {
        const reasons = whyUnavailable({ timeZone, workingHours: hours, outOfOffice: [] }, iso(at));
        const working = minutesAtWork(hours).has(minuteOfWeek(timeZone, at));
        expect(reasons).toEqual(working ? [] : ['OUTSIDE_WORKING_HOURS']);
      }),
      runs,
    );
  });

  it('is parted by a range and the rest of the day: at any moment one of them holds', () => {
    const days = [...weekdays];
    const times = fc.uniqueArray(timesOfDay(minutesOfDay - 1), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(zones, times, instants, (timeZone, [from = '', until = ''], at) => {
        const holds = (hours: WorkingHours): boolean =>
          whyUnavailable({ timeZone, workingHours: [hours], outOfOffice: [] }, iso(at)).length === 0;
        expect(holds({ days, from, until })).toBe(!holds({ days, from: until, until: from }));
      }),
      runs,
    );
  });

  it('is on exactly one day of the week and of the calendar at any moment', () => {
    fc.assert(
      fc.property(zones, instants, (timeZone, at) => {
        const onDays = weekdays.filter((weekday) => {
          const workingHours = [{ days: [weekday], from: '00:00', until: '24:00' }];
          return whyUnavailable({ timeZone, workingHours, outOfOffice: [] }, iso(at)).length === 0;
        });
        expect(onDays).toHaveLength(1);
        const around = [-2, -1, 0, 1, 2].map((n) => iso(at + n * day).slice(0, 10));
        const absent = around.filter((date) => isAway(timeZone, { from: date, until: date }, at));
        expect(absent).toEqual([dayOf({ timeZone, workingHours: null, outOfOffice: [] }, iso(at))]);
      }),
      runs,
    );
  });

  it('never goes back to a day that is over', () => {
    fc.assert(
      fc.property(zones, instants, fc.nat({ max: day }), (timeZone, at, later) => {
        const owner = { timeZone, workingHours: null, outOfOffice: [] };
        expect(dayOf(owner, iso(at)) <= dayOf(owner, iso(at + later))).toBe(true);
      }),
      runs,
    );
  });

  it('ends and begins with an absence as another formatter names the day', () => {
    fc.assert(
      fc.property(zones, absences, (timeZone, { at, absence }) => {
        expect(isAway(timeZone, absence, at)).toBe(isAwayBySweden(timeZone, absence, at));
      }),
      runs,
    );
  });

  it('calls an absence empty if nobody would ever be away for it', () => {
    fc.assert(
      fc.property(zones, absences, (timeZone, { at, absence }) => {
        const moments = Array.from({ length: 2 * 450 }, (_, n) => at + (n - 450) * quarter);
        const everAway = moments.some((moment) => isAway(timeZone, absence, moment));
        expect(isEmptyAbsence(absence, timeZone)).toBe(!everAway);
      }),
      { numRuns: 150 },
    );
  });
});
