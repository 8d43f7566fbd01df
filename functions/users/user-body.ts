import * as z from 'zod/mini';
import { idField } from '../../lib/http/fields.ts';
import { mostSecondaryTeams, ownerEmailField, ownerNameField } from '../../lib/http/owner-fields.ts';

/** No team is null or, as HubSpot's client sends it, an empty text. */
const teamField = z.union([
  z.pipe(
    z.union([z.null(), z.literal('')]),
    z.transform((): null => null),
  ),
  idField,
]);

const noRole = 'Rota has no roles: what somebody may do is in their token, what they may own with the owner.';

const fields = {
  firstName: ownerNameField,
  lastName: ownerNameField,
  primaryTeamId: teamField,
  secondaryTeamIds: z.array(idField).check(z.maxLength(mostSecondaryTeams)),
  roleId: z.optional(z.nullable(z.literal('', noRole))),
};

/** A user to be added. Rota writes no e-mails, so nobody is welcomed, whatever `sendWelcomeEmail` says. */
export const newUserBody = z.strictObject({
  ...fields,
  email: ownerEmailField,
  firstName: z._default(fields.firstName, ''),
  lastName: z._default(fields.lastName, ''),
  primaryTeamId: z._default(fields.primaryTeamId, null),
  secondaryTeamIds: z._default(fields.secondaryTeamIds, []),
  sendWelcomeEmail: z.optional(z.boolean()),
});

/** What is to change of a user: as at HubSpot a field that is not there stays as it is. */
export const userChangeBody = z.partial(z.strictObject(fields));

/** By what the path names a user. */
export const userQuery = z.object({ idProperty: z._default(z.enum(['USER_ID', 'EMAIL']), 'USER_ID') });
