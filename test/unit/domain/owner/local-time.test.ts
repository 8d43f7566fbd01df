import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, localTime, weekdays } from '../../../../lib/domain/owner/local-time.ts';
import { instants, zones } from '../../../support/time-zones.ts';

const shown = (timeZone: string, at: string): string => {
  const { day, weekday, time } = localTime(timeZone, Date.parse(at));
  return `${weekday} ${day} ${time}`;
};

describe('the local time in a zone', () => {
  it.each([
    ['UTC', '1970-01-01T00:00:00Z', 'THURSDAY 1970-01-01 00:00'],
    ['Asia/Kolkata', '2026-05-10T18:29:59Z', 'SUNDAY 2026-05-10 23:59'],
    ['Asia/Kolkata', '2026-05-10T18:30:00Z', 'MONDAY 2026-05-11 00:00'],
    ['Asia/Kathmandu', '2026-05-10T18:15:00Z', 'MONDAY 2026-05-11 00:00'],
    ['Pacific/Kiritimati', '2026-05-10T10:30:00Z', 'MONDAY 2026-05-11 00:30'],
    ['Pacific/Pago_Pago', '2026-05-10T10:30:00Z', 'SATURDAY 2026-05-09 23:30'],
    ['Europe/Berlin', '2025-12-31T23:00:00.000Z', 'THURSDAY 2026-01-01 00:00'],
    ['Europe/Berlin', '2024-02-29T12:00:00+01:00', 'THURSDAY 2024-02-29 12:00'],
    ['europe/berlin', '2026-07-01T12:00:00Z', 'WEDNESDAY 2026-07-01 14:00'],
  ])('%s at %s is %s', (timeZone, at, expected) => {
    expect(shown(timeZone, at)).toBe(expected);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T00:59:59Z', 'SUNDAY 2026-03-29 01:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 'SUNDAY 2026-03-29 03:00'],
    ['America/New_York', '2026-03-08T06:59:59Z', 'SUNDAY 2026-03-08 01:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', 'SUNDAY 2026-03-08 03:00'],
    ['Australia/Lord_Howe', '2026-10-03T15:29:59Z', 'SUNDAY 2026-10-04 01:59'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 'SUNDAY 2026-10-04 02:30'],
  ])('skips an hour, or half of one, in spring: %s at %s is %s', (timeZone, at, expected) => {
    expect(shown(timeZone, at)).toBe(expected);
  });

  it.each([
    ['Europe/Berlin', '2026-10-25T00:59:59Z', 'SUNDAY 2026-10-25 02:59'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', 'SUNDAY 2026-10-25 02:00'],
    ['Europe/Berlin', '2026-10-25T02:00:00Z', 'SUNDAY 2026-10-25 03:00'],
    ['America/New_York', '2026-11-01T05:59:59Z', 'SUNDAY 2026-11-01 01:59'],
    ['America/New_York', '2026-11-01T06:00:00Z', 'SUNDAY 2026-11-01 01:00'],
    ['America/New_York', '2026-11-01T07:00:00Z', 'SUNDAY 2026-11-01 02:00'],
  ])('shows an hour twice in autumn: %s at %s is %s', (timeZone, at, expected) => {
    expect(shown(timeZone, at)).toBe(expected);
  });

  it('agrees with how Sweden writes a time, in any zone at any moment', () => {
    fc.assert(
      fc.property(zones, instants, (timeZone, at) => {
        const { day, weekday, time } = localTime(timeZone, at);
        expect(new Date(at).toLocaleString('sv-SE', { timeZone })).toMatch(new RegExp(`^${day} ${time}:`));
        expect(weekday).toBe(weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not depend on what was asked before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(zones, instants), { maxLength: 20 }), (questions) => {
        const asked = questions.map(([timeZone, at]) => localTime(timeZone, at));
        const backwards = questions.toReversed().map(([timeZone, at]) => localTime(timeZone, at));
        expect(backwards.toReversed()).toEqual(asked);
      }),
    );
  });

  it('is refused where there is no such zone or no such time', () => {
    expect(() => localTime('Mars/Phobos', 0)).toThrow(RangeError);
    expect(() => localTime('UTC', Date.parse('tomorrow'))).toThrow(RangeError);
  });
});

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'america/new_york', 'Asia/Kolkata', 'Etc/GMT+5', 'EST5EDT'])(
    'is %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each([
    '',
    ' ',
    'Mars/Phobos',
    '+01:00',
    '-0800',
    'Europe/Berlin ',
    'CEST',
    'Berlin',
    'a'.repeat(10_000),
  ])('is not %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
