import * as z from 'zod/mini';
import { newOwnerDefaults } from '../../lib/domain/owner/new-owner.ts';
import { type Owner, seats } from '../../lib/domain/owner/owner.ts';
import { salesforceIdPattern } from '../../lib/domain/salesforce/user-id.ts';
import { idField, objectTypesField } from '../../lib/http/fields.ts';
import { mostSecondaryTeams, ownerEmailField, ownerNameField } from '../../lib/http/owner-fields.ts';
import { availabilityField } from './availability-body.ts';
import { notificationsField } from './notifications-body.ts';

const fields = {
  email: ownerEmailField,
  firstName: ownerNameField,
  lastName: ownerNameField,
  seat: z.enum(seats),
  primaryTeamId: z.nullable(idField),
  secondaryTeamIds: z.array(idField).check(z.maxLength(mostSecondaryTeams)),
  objectAccess: objectTypesField,
  salesforceUserId: z.nullable(
    z.string().check(z.regex(salesforceIdPattern, 'A Salesforce id has 15 or 18 letters and digits.')),
  ),
  availability: z.nullable(availabilityField),
  notifications: notificationsField,
};

/** A new owner. Who is not told otherwise sees every object type, has no paid seat and hears of everything. */
export const newOwnerBody = z.strictObject({
  ...fields,
  firstName: z._default(fields.firstName, newOwnerDefaults.firstName),
  lastName: z._default(fields.lastName, newOwnerDefaults.lastName),
  seat: z._default(fields.seat, newOwnerDefaults.seat),
  primaryTeamId: z._default(fields.primaryTeamId, newOwnerDefaults.primaryTeamId),
  secondaryTeamIds: z._default(fields.secondaryTeamIds, newOwnerDefaults.secondaryTeamIds),
  objectAccess: z._default(fields.objectAccess, newOwnerDefaults.objectAccess),
  salesforceUserId: z._default(fields.salesforceUserId, newOwnerDefaults.salesforceUserId),
  availability: z._default(fields.availability, newOwnerDefaults.availability),
  notifications: z._default(fields.notifications, newOwnerDefaults.notifications),
});

/** `email` finds at most one owner; a list has none. */
export const ownersQuery = z.object({
  email: z.optional(z.string().check(z.minLength(1), z.maxLength(254))),
});

export const ownerChangeBody = z.partial(z.strictObject({ ...fields, active: z.boolean() }));

/** An owner as the API shows one; the version is ours. */
export const ownerReply = ({ version: _version, ...owner }: Owner): Omit<Owner, 'version'> => owner;
