import * as z from 'zod/mini';
import { objectTypes } from '../../lib/domain/object-type.ts';
import { everythingTold } from '../../lib/domain/owner/notifications.ts';
import { type Owner, seats } from '../../lib/domain/owner/owner.ts';
import { parseValue } from '../../lib/domain/record/property-value.ts';
import { salesforceIdPattern } from '../../lib/domain/salesforce/user-id.ts';
import { idField, objectTypeField } from '../../lib/http/fields.ts';
import { availabilityField } from './availability-body.ts';
import { notificationsField } from './notifications-body.ts';

const emailProperty = { name: 'email', label: 'Email', type: 'email', unique: true } as const;

const emailField = z.pipe(
  z.string().check(z.trim(), z.minLength(1, 'An owner needs an e-mail address.')),
  z.transform((raw, context): string => {
    const email = parseValue(emailProperty, raw);
    if (email.ok) return email.value;
    context.issues.push({ code: 'custom', message: email.message, input: raw });
    return z.NEVER;
  }),
);

const nameField = z.string().check(z.trim(), z.maxLength(200));

const fields = {
  email: emailField,
  firstName: nameField,
  lastName: nameField,
  seat: z.enum(seats),
  primaryTeamId: z.nullable(idField),
  secondaryTeamIds: z.array(idField).check(z.maxLength(50)),
  objectAccess: z.array(objectTypeField),
  salesforceUserId: z.nullable(
    z.string().check(z.regex(salesforceIdPattern, 'A Salesforce id has 15 or 18 letters and digits.')),
  ),
  availability: z.nullable(availabilityField),
  notifications: notificationsField,
};

/** A new owner. Who is not told otherwise sees every object type, has no paid seat and hears of everything. */
export const newOwnerBody = z.strictObject({
  ...fields,
  firstName: z._default(fields.firstName, ''),
  lastName: z._default(fields.lastName, ''),
  seat: z._default(fields.seat, 'NONE'),
  primaryTeamId: z._default(fields.primaryTeamId, null),
  secondaryTeamIds: z._default(fields.secondaryTeamIds, []),
  objectAccess: z._default(fields.objectAccess, [...objectTypes]),
  salesforceUserId: z._default(fields.salesforceUserId, null),
  availability: z._default(fields.availability, null),
  notifications: z._default(fields.notifications, everythingTold),
});

/** `email` finds at most one owner; a list has none. */
export const ownersQuery = z.object({
  email: z.optional(z.string().check(z.minLength(1), z.maxLength(254))),
});

export const ownerChangeBody = z.partial(z.strictObject({ ...fields, active: z.boolean() }));

/** An owner as the API shows one; the version is ours. */
export const ownerReply = ({ version: _version, ...owner }: Owner): Omit<Owner, 'version'> => owner;
