import { type Owner, teamIdsOf } from '../../lib/domain/owner/owner.ts';

export type CrmOwner = {
  id: string;
  email: string;
  type: 'PERSON';
  firstName: string;
  lastName: string;
  userId?: number;
  userIdIncludingInactive: number;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  teams?: { id: string; name: string; primary: boolean }[];
};

/**
 * An owner as HubSpot shows one. A deactivated one is archived, and then has no user any more but the inactive one that they were.
 *
 * @param teamNames the names of the teams by their ids
 */
export const crmOwner = (owner: Owner, teamNames: ReadonlyMap<string, string>): CrmOwner => {
  const { id, email, firstName, lastName, active, primaryTeamId, createdAt, updatedAt } = owner;
  const teams = teamIdsOf(owner).flatMap((teamId) => {
    const name = teamNames.get(teamId);
    return name === undefined ? [] : [{ id: teamId, name, primary: teamId === primaryTeamId }];
  });
  return {
    id,
    email,
    type: 'PERSON',
    firstName,
    lastName,
    ...(active ? { userId: Number(id) } : {}),
    userIdIncludingInactive: Number(id),
    createdAt,
    updatedAt,
    archived: !active,
    ...(teams.length === 0 ? {} : { teams }),
  };
};
