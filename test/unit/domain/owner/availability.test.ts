import { describe, expect, it } from 'vitest';
import {
  type Absence,
  type Availability,
  dayOf,
  isEmptyAbsence,
  type Unavailability,
  type WorkingHours,
  whyUnavailable,
} from '../../../../lib/domain/owner/availability.ts';
import { type Weekday, weekdays } from '../../../../lib/domain/owner/local-time.ts';

const office: Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];

const hours = (days: Weekday[], from: string, until: string): WorkingHours => ({ days, from, until });

const atWork = (timeZone: string, ...workingHours: WorkingHours[]): Availability => ({
  timeZone,
  workingHours,
  outOfOffice: [],
});

const away = (timeZone: string, ...outOfOffice: Absence[]): Availability => ({
  timeZone,
  workingHours: null,
  outOfOffice,
});

const isAtWork = (availability: Availability, at: string): boolean => {
  const reasons = whyUnavailable(availability, at);
  expect(['', 'OUTSIDE_WORKING_HOURS']).toContain(reasons.join());
  return reasons.length === 0;
};

const isAway = (availability: Availability, at: string): boolean => {
  const reasons = whyUnavailable(availability, at);
  expect(['', 'OUT_OF_OFFICE']).toContain(reasons.join());
  return reasons.length === 1;
};

describe('an owner', () => {
  it.each([null, away('Europe/Berlin')])('is always available with the availability %j', (availability) => {
    expect(whyUnavailable(availability, '2026-12-25T03:00:00.000Z')).toEqual([]);
  });

  const leave = {
    ...atWork('Europe/Berlin', hours(office, '09:00', '17:00')),
    outOfOffice: [{ from: '2026-05-11', until: '2026-05-11' }],
  };
  it.each<[string, Unavailability[]]>([
    ['2026-05-12T08:00:00Z', []],
    ['2026-05-12T18:00:00Z', ['OUTSIDE_WORKING_HOURS']],
    ['2026-05-11T08:00:00Z', ['OUT_OF_OFFICE']],
    ['2026-05-11T18:00:00Z', ['OUT_OF_OFFICE', 'OUTSIDE_WORKING_HOURS']],
  ])('has every reason there is at %s: %j', (at, reasons) => {
    expect(whyUnavailable(leave, at)).toEqual(reasons);
  });
});

describe('working hours', () => {
  it.each([
    ['on the minute they begin', '2026-05-11T07:00:00Z', true],
    ['just before', '2026-05-11T06:59:59.999Z', false],
    ['in their last second', '2026-05-11T15:29:59.999Z', true],
    ['on the minute they end', '2026-05-11T15:30:00Z', false],
    ['in winter, an hour later by UTC', '2026-01-12T08:00:00Z', true],
    ['in winter, just before', '2026-01-12T07:59:59Z', false],
    ['on a day off', '2026-05-10T10:00:00Z', false],
  ])('are those of the own clock: %s', (_, at, expected) => {
    expect(isAtWork(atWork('Europe/Berlin', hours(office, '09:00', '17:30')), at)).toBe(expected);
  });

  it('may be several on one day, with a break between them', () => {
    const split = atWork('Asia/Kolkata', hours(office, '09:30', '13:00'), hours(office, '14:00', '18:30'));
    expect(isAtWork(split, '2026-05-11T07:29:00Z')).toBe(true);
    expect(isAtWork(split, '2026-05-11T07:30:00Z')).toBe(false);
    expect(isAtWork(split, '2026-05-11T08:30:00Z')).toBe(true);
    expect(isAtWork(split, '2026-05-11T13:00:00Z')).toBe(false);
  });

  it.each([
    ['before the night', '2026-05-10T21:59:59Z', false],
    ['on Sunday evening', '2026-05-10T22:00:00Z', true],
    ['past midnight, on Monday', '2026-05-11T05:59:59Z', true],
    ['on Monday once the night is over', '2026-05-11T06:00:00Z', false],
    ['on Monday evening', '2026-05-11T22:00:00Z', false],
    ['in the morning of Sunday', '2026-05-10T05:00:00Z', false],
  ])('of Sunday over midnight belong to Sunday: %s', (_, at, expected) => {
    expect(isAtWork(atWork('UTC', hours(['SUNDAY'], '22:00', '06:00')), at)).toBe(expected);
  });

  it.each([
    ['00:00', '24:00', '2026-05-11T00:00:00Z', true],
    ['00:00', '24:00', '2026-05-11T23:59:59Z', true],
    ['00:00', '24:00', '2026-05-12T00:00:00Z', false],
    ['00:00', '00:00', '2026-05-11T23:59:59Z', true],
    ['00:00', '00:00', '2026-05-12T00:00:00Z', false],
    ['18:00', '24:00', '2026-05-11T23:59:59Z', true],
    ['18:00', '24:00', '2026-05-12T00:00:00Z', false],
    ['18:00', '00:00', '2026-05-11T23:59:59Z', true],
    ['18:00', '00:00', '2026-05-12T00:00:00Z', false],
    ['09:00', '09:00', '2026-05-11T08:59:59Z', false],
    ['09:00', '09:00', '2026-05-12T08:59:59Z', true],
    ['09:00', '09:00', '2026-05-12T09:00:00Z', false],
  ])('of a Monday from %s until %s, at %s: %j', (from, until, at, expected) => {
    expect(isAtWork(atWork('UTC', hours(['MONDAY'], from, until)), at)).toBe(expected);
  });

  it.each([
    ['Europe/Berlin', '02:00', '03:00', '2026-03-29T00:59:59Z', false],
    ['Europe/Berlin', '02:00', '03:00', '2026-03-29T01:00:00Z', false],
    ['Europe/Berlin', '02:30', '04:00', '2026-03-29T01:00:00Z', true],
    ['Europe/Berlin', '01:00', '02:30', '2026-03-29T00:59:59Z', true],
    ['Europe/Berlin', '01:00', '02:30', '2026-03-29T01:00:00Z', false],
    ['America/New_York', '02:00', '03:00', '2026-03-08T06:59:59Z', false],
    ['America/New_York', '02:00', '03:00', '2026-03-08T07:00:00Z', false],
    ['America/New_York', '02:30', '04:00', '2026-03-08T07:00:00Z', true],
  ])('know no hour that daylight saving skips: %s %s to %s, at %s: %j', (zone, from, until, at, expected) => {
    expect(isAtWork(atWork(zone, hours(['SUNDAY'], from, until)), at)).toBe(expected);
  });

  it.each([
    ['Europe/Berlin', '02:00', '03:00', '2026-10-25T00:00:00Z', true],
    ['Europe/Berlin', '02:00', '03:00', '2026-10-25T01:59:59Z', true],
    ['Europe/Berlin', '02:00', '03:00', '2026-10-25T02:00:00Z', false],
    ['Europe/Berlin', '02:30', '03:30', '2026-10-25T00:30:00Z', true],
    ['Europe/Berlin', '02:30', '03:30', '2026-10-25T01:00:00Z', false],
    ['Europe/Berlin', '02:30', '03:30', '2026-10-25T01:30:00Z', true],
    ['America/New_York', '01:00', '02:00', '2026-11-01T05:00:00Z', true],
    ['America/New_York', '01:00', '02:00', '2026-11-01T06:59:59Z', true],
    ['America/New_York', '01:00', '02:00', '2026-11-01T07:00:00Z', false],
  ])('have both of two equal hours: %s %s to %s, at %s: %j', (zone, from, until, at, expected) => {
    expect(isAtWork(atWork(zone, hours(['SUNDAY'], from, until)), at)).toBe(expected);
  });

  it('of a night in which the clocks change end on the clock', () => {
    const night = hours(['SATURDAY'], '22:00', '06:00');
    expect(isAtWork(atWork('Europe/Berlin', night), '2026-03-29T03:59:59Z')).toBe(true);
    expect(isAtWork(atWork('Europe/Berlin', night), '2026-03-29T04:00:00Z')).toBe(false);
    expect(isAtWork(atWork('Europe/Berlin', night), '2026-10-25T04:59:59Z')).toBe(true);
    expect(isAtWork(atWork('Europe/Berlin', night), '2026-10-25T05:00:00Z')).toBe(false);
  });

  it('are on the own day at both ends of the world', () => {
    const at = '2026-05-10T10:30:00Z';
    const onDays = (zone: string): Weekday[] =>
      weekdays.filter((day) => isAtWork(atWork(zone, hours([day], '00:00', '24:00')), at));
    expect(onDays('Pacific/Kiritimati')).toEqual(['MONDAY']);
    expect(onDays('UTC')).toEqual(['SUNDAY']);
    expect(onDays('Pacific/Pago_Pago')).toEqual(['SATURDAY']);
  });
});

describe('an absence', () => {
  it.each([
    ['Europe/Berlin', '2026-05-10T21:59:59.999Z', false],
    ['Europe/Berlin', '2026-05-10T22:00:00Z', true],
    ['Europe/Berlin', '2026-05-13T21:59:59.999Z', true],
    ['Europe/Berlin', '2026-05-13T22:00:00Z', false],
    ['Pacific/Kiritimati', '2026-05-10T09:59:59Z', false],
    ['Pacific/Kiritimati', '2026-05-10T10:00:00Z', true],
    ['Pacific/Pago_Pago', '2026-05-14T10:59:59Z', true],
    ['Pacific/Pago_Pago', '2026-05-14T11:00:00Z', false],
  ])('of days holds both of them as a whole: %s at %s: %j', (timeZone, at, expected) => {
    expect(isAway(away(timeZone, { from: '2026-05-11', until: '2026-05-13' }), at)).toBe(expected);
  });

  it.each([
    ['2026-03-28T22:59:59Z', false],
    ['2026-03-28T23:00:00Z', true],
    ['2026-03-29T21:59:59Z', true],
    ['2026-03-29T22:00:00Z', false],
  ])('of one day is 23 hours long when the clocks go forward: at %s: %j', (at, expected) => {
    expect(isAway(away('Europe/Berlin', { from: '2026-03-29', until: '2026-03-29' }), at)).toBe(expected);
  });

  it.each([
    ['2026-12-24T10:59:59.999Z', false],
    ['2026-12-24T11:00:00Z', true],
    ['2026-12-26T22:59:59.999Z', true],
    ['2026-12-26T23:00:00Z', false],
  ])('between moments leaves out the last: at %s: %j', (at, expected) => {
    const christmas = { from: '2026-12-24T12:00:00+01:00', until: '2026-12-26T18:00:00-05:00' };
    expect(isAway(away('Asia/Kolkata', christmas), at)).toBe(expected);
  });

  it('may begin at a moment and end with a day, and the other way round', () => {
    const sick = away('Europe/Berlin', { from: '2026-05-11T10:00Z', until: '2026-05-12' });
    expect(isAway(sick, '2026-05-11T09:59:00Z')).toBe(false);
    expect(isAway(sick, '2026-05-11T10:00:00Z')).toBe(true);
    expect(isAway(sick, '2026-05-12T21:59:59Z')).toBe(true);
    expect(isAway(sick, '2026-05-12T22:00:00Z')).toBe(false);
    const early = away('Europe/Berlin', { from: '2026-05-11', until: '2026-05-12T10:00Z' });
    expect(isAway(early, '2026-05-10T22:00:00Z')).toBe(true);
    expect(isAway(early, '2026-05-12T10:00:00Z')).toBe(false);
  });

  it('is one of several, in any order', () => {
    const twice = away(
      'UTC',
      { from: '2026-08-01', until: '2026-08-14' },
      { from: '2026-05-11', until: '2026-05-11' },
    );
    const seen = ['2026-05-11', '2026-05-12', '2026-08-14', '2026-08-15'].map((day) =>
      isAway(twice, `${day}T12:00:00Z`),
    );
    expect(seen).toEqual([true, false, true, false]);
  });

  it.each([
    ['2026-05-11', '2026-05-11', false],
    ['2026-05-11', '2026-05-10', true],
    ['2026-05-11T09:00:00Z', '2026-05-11T11:00:00+02:00', true],
    ['2026-05-11T09:00:00Z', '2026-05-11T09:00:00.001Z', false],
    ['2026-05-11T21:59:59Z', '2026-05-11', false],
    ['2026-05-11T22:00:00Z', '2026-05-11', true],
    ['2026-05-11', '2026-05-10T22:00:00Z', true],
    ['2026-05-11', '2026-05-10T22:00:01Z', false],
  ])('in Berlin from %s until %s is empty: %j', (from, until, expected) => {
    expect(isEmptyAbsence({ from, until }, 'Europe/Berlin')).toBe(expected);
  });
});

describe("an owner's day", () => {
  it.each([
    [null, '2026-05-10'],
    ['UTC', '2026-05-10'],
    ['Pacific/Kiritimati', '2026-05-11'],
    ['Pacific/Pago_Pago', '2026-05-09'],
  ])('in the zone %s at one moment is %s', (timeZone, day) => {
    expect(dayOf(timeZone === null ? null : away(timeZone), '2026-05-10T10:30:00.000Z')).toBe(day);
  });
});
