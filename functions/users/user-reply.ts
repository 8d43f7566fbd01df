import type { TeamMembers } from '../../lib/app/directory/users.ts';
import type { Owner } from '../../lib/domain/owner/owner.ts';

export type UserReply = {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  primaryTeamId?: string;
  secondaryTeamIds: string[];
  roleIds: string[];
  superAdmin: boolean;
  sendWelcomeEmail: boolean;
};

/** A user as HubSpot shows one; Rota has no roles and welcomes nobody. */
export const userReply = (owner: Owner): UserReply => {
  const { id, email, firstName, lastName, primaryTeamId, secondaryTeamIds } = owner;
  return {
    id,
    email,
    firstName,
    lastName,
    ...(primaryTeamId === null ? {} : { primaryTeamId }),
    secondaryTeamIds,
    roleIds: [],
    superAdmin: false,
    sendWelcomeEmail: false,
  };
};

export type TeamReply = { id: string; name: string; userIds: string[]; secondaryUserIds: string[] };

export const teamReply = ({ team, primary, secondary }: TeamMembers): TeamReply => ({
  id: team.id,
  name: team.name,
  userIds: primary,
  secondaryUserIds: secondary,
});
