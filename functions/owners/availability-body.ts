import * as z from 'zod/mini';
import { type Availability, isEmptyAbsence } from '../../lib/domain/owner/availability.ts';
import { isTimeZone, weekdays } from '../../lib/domain/owner/local-time.ts';

const noTimeZone = {
  error: 'This is not the name of a time zone, like Europe/Berlin or UTC.',
  abort: true,
} as const;

/** Aborts, since nothing can be said about absences in a zone that does not exist. */
const timeZoneField = z.string().check(z.maxLength(64, noTimeZone), z.refine(isTimeZone, noTimeZone));

const fromField = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'This is not a time of day from 00:00 to 23:59.'));

const untilField = z
  .string()
  .check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'This is not a time of day from 00:00 to 24:00.'));

const daysField = z.array(z.enum(weekdays)).check(
  z.minLength(1, 'Working hours need at least one day.'),
  z.maxLength(weekdays.length),
  z.refine((days) => new Set(days).size === days.length, 'Each day is named once.'),
);

const workingHoursField = z
  .array(z.strictObject({ days: daysField, from: fromField, until: untilField }))
  .check(
    z.minLength(1, 'Working hours need at least one range; null is at work at any hour.'),
    z.maxLength(50, 'There may be up to 50 ranges of working hours.'),
  );

/** Digits of a second have no end of their own. */
const instant = (precision?: number) =>
  z.iso.datetime({ offset: true, ...(precision === undefined ? {} : { precision }) }).check(z.maxLength(40));

/** A time without an offset would be another moment on every machine that reads it. */
const absenceEndField = z.union(
  [z.iso.date(), instant(), instant(-1)],
  'This is neither a day YYYY-MM-DD nor a time with an offset, like 2026-12-24T12:00:00+01:00.',
);

const outOfOfficeField = z
  .array(z.strictObject({ from: absenceEndField, until: absenceEndField }))
  .check(z.maxLength(200, { error: 'There may be up to 200 absences.', abort: true }));

const refuseEmptyAbsences = z.check<Availability>(({ value, issues }) => {
  value.outOfOffice.forEach((absence, n) => {
    if (!isEmptyAbsence(absence, value.timeZone)) return;
    issues.push({
      code: 'custom',
      path: ['outOfOffice', n, 'until'],
      message: 'An absence ends after it begins.',
      input: absence.until,
    });
  });
});

/** An owner's availability as a caller sends it, as a whole. Without working hours they are at work at any hour. */
export const availabilityField = z
  .strictObject({
    timeZone: timeZoneField,
    workingHours: z._default(z.nullable(workingHoursField), null),
    outOfOffice: z._default(outOfOfficeField, []),
  })
  .check(refuseEmptyAbsences);
