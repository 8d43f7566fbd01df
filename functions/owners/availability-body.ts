import * as z from 'zod/mini';
import { type Availability, isEmptyAbsence } from '../../lib/domain/owner/availability.ts';
import { isTimeZone, weekdays } from '../../lib/domain/owner/local-time.ts';

const startField = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'This is not a time of day from 00:00 to 23:59.'));

const endField = z
  .string()
  .check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'This is not a time of day from 00:00 to 24:00.'));

const daysField = z.array(z.enum(weekdays)).check(
  z.minLength(1, 'Working hours need at least one day.'),
  z.refine((days) => new Set(days).size === days.length, 'Each day is named once.'),
);

const workingHoursField = z.strictObject({ days: daysField, from: startField, until: endField });

/** Without an offset a time would mean another moment on every machine that reads it. */
const absenceEndField = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  'This is neither a day YYYY-MM-DD nor a time with an offset, like 2026-12-24T12:00:00+01:00.',
);

const absenceField = z.strictObject({ from: absenceEndField, until: absenceEndField });

/**
 * An owner's availability as a caller sends it, always as a whole. Working hours that are not given are all hours; an empty
 * list would be no hours at all, which is what deactivating an owner or an absence is for, and is refused.
 */
export const availabilityField = z
  .strictObject({
    timeZone: z
      .string()
      .check(z.refine(isTimeZone, 'This is not the name of a time zone, like Europe/Berlin or UTC.')),
    workingHours: z._default(
      z.nullable(
        z
          .array(workingHoursField)
          .check(
            z.minLength(1, 'No working hours at all; null is at work at any hour.'),
            z.maxLength(50, 'There may be up to 50 ranges of working hours.'),
          ),
      ),
      null,
    ),
    outOfOffice: z._default(
      z.array(absenceField).check(z.maxLength(200, 'There may be up to 200 absences.')),
      [],
    ),
  })
  .check(
    z.check<Availability>(({ value, issues }) => {
      value.outOfOffice.forEach((absence, n) => {
        if (!isEmptyAbsence(absence, value.timeZone)) return;
        issues.push({
          code: 'custom',
          path: ['outOfOffice', n, 'until'],
          message: 'An absence ends after it begins.',
          input: absence.until,
        });
      });
    }),
  );
