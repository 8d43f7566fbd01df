import * as z from 'zod/mini';
import { weekdays } from '../../lib/domain/owner/local-time.ts';
import { toldSources } from '../../lib/domain/owner/notifications.ts';
import { seats } from '../../lib/domain/owner/owner.ts';
import { count, id, instant, objectType } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';

const availability = z.strictObject({
  timeZone: z.string(),
  workingHours: z.nullable(
    z.array(z.strictObject({ days: z.array(z.enum(weekdays)), from: z.string(), until: z.string() })),
  ),
  outOfOffice: z.array(z.strictObject({ from: z.string(), until: z.string() })),
});

const fields = {
  id,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  seat: z.enum(seats),
  primaryTeamId: z.nullable(id),
  secondaryTeamIds: z.array(id),
  objectAccess: z.array(objectType),
  salesforceUserId: z.nullable(z.string()),
  availability: described('Null is always available.', z.nullable(availability)),
  notifications: z.strictObject({
    off: described('The sources of which the owner does not want to hear.', z.array(z.enum(toldSources))),
  }),
  active: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
};

export const ownerSchema = named('Owner', z.strictObject(fields), 'A user who can own records.');

const owned = {
  total: count,
  objectTypes: described('How many of each type.', z.partialRecord(objectType, count)),
};

/** An owner who was deactivated; what they still own is told if it is anything. */
export const leaverSchema = named(
  'Leaver',
  z.strictObject({
    ...fields,
    owned: z.optional(z.strictObject(owned)),
    handover: described(
      'How to hand it over.',
      z.optional(z.strictObject({ method: z.literal('POST'), path: z.string(), message: z.string() })),
    ),
  }),
);

/** What a handover would do. */
export const handoverPlanSchema = named(
  'HandoverPlan',
  z.strictObject({
    ...owned,
    to: z.union([z.strictObject({ ownerId: id }), z.strictObject({ rotationId: id })]),
  }),
);
