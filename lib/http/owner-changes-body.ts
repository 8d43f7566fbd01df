import * as z from 'zod/mini';
import { largestTake } from '../app/salesforce/take-owner-changes.ts';
import { canonicalSalesforceId, salesforceIdPattern } from '../domain/salesforce/user-id.ts';
import { idField, objectTypeField } from './fields.ts';

/** Salesforce writes offsets without a colon, `+0000`. */
const withColon = (text: string): string => text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');

const instant = z.union(
  [z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })],
  'This is not a time with an offset, like 2026-11-23T12:00:00.000Z.',
);

/** With nanoseconds and an offset it is 35 characters long. */
const longestInstant = 40;

/** A time as ISO 8601 in UTC with milliseconds, so that two of them compare as texts. */
const instantField = z.pipe(
  z.pipe(z.string().check(z.maxLength(longestInstant)), z.transform(withColon)),
  z.pipe(
    instant,
    z.transform((text) => new Date(text).toISOString()),
  ),
);

const salesforceUserField = z.pipe(
  z.string().check(z.regex(salesforceIdPattern, 'A Salesforce id has 15 or 18 letters and digits.')),
  z.transform(canonicalSalesforceId),
);

/** Changes of owners in Salesforce, as they come in a request or a message. */
export const ownerChangesBody = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        objectType: objectTypeField,
        recordId: idField,
        salesforceOwnerId: z.nullable(salesforceUserField),
        changedAt: instantField,
      }),
    )
    .check(z.minLength(1), z.maxLength(largestTake)),
});
