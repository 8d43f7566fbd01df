import { Conflict, NotFound } from '../../domain/errors.ts';
import { newOwnerDefaults } from '../../domain/owner/new-owner.ts';
import type { Owner, Team } from '../../domain/owner/owner.ts';
import type { OwnerStore, Page, PageRequest, TeamStore } from '../ports/directory.ts';
import { listAll, listWanted } from './list-all.ts';
import { createOwner, type OwnerDeps, type OwnerFields, updateOwner } from './owners.ts';

export type UserDeps = OwnerDeps & { teams: Pick<TeamStore, 'get' | 'list'> };

/** By what a user is named: their id or their e-mail. */
export type UserRef = { by: 'USER_ID' | 'EMAIL'; value: string };

export type UserFields = Pick<
  OwnerFields,
  'email' | 'firstName' | 'lastName' | 'primaryTeamId' | 'secondaryTeamIds'
>;

/** Who belongs to a team, by the ids of the users. */
export type TeamMembers = { team: Team; primary: string[]; secondary: string[] };

/**
 * A user: every owner is one as long as they are active, under the same id.
 *
 * @throws NotFound if there is none, or they were removed
 */
export const getUser = async (
  { owners }: { owners: Pick<OwnerStore, 'get' | 'findByEmail'> },
  { by, value }: UserRef,
): Promise<Owner> => {
  const owner = await (by === 'EMAIL' ? owners.findByEmail(value) : owners.get(value));
  if (owner === undefined || !owner.active) throw new NotFound(`There is no user ${value}.`);
  return owner;
};

export const listUsers = ({ owners }: Pick<UserDeps, 'owners'>, page: PageRequest): Promise<Page<Owner>> =>
  listWanted(owners.list, ({ active }) => active, page);

/**
 * Adds a user, who may own records of every type and has no paid seat. Somebody who was removed before comes back as who they were,
 * since an e-mail belongs to one owner for good.
 *
 * @throws Conflict if a user has this e-mail, Invalid if a team does not exist
 */
export const addUser = async (deps: UserDeps, fields: UserFields): Promise<Owner> => {
  const known = await deps.owners.findByEmail(fields.email);
  if (known?.active === true) {
    throw new Conflict(`There is already a user with the e-mail ${fields.email}.`, [
      { message: 'This e-mail belongs to another user.', in: 'email', code: 'EMAIL_TAKEN' },
    ]);
  }
  if (known !== undefined) return updateOwner(deps, known.id, { ...fields, active: true });
  return createOwner(deps, { ...newOwnerDefaults, ...fields });
};

/** @throws NotFound if there is no such user, Invalid if a team does not exist */
export const changeUser = async (
  deps: UserDeps,
  ref: UserRef,
  change: Partial<Omit<UserFields, 'email'>>,
): Promise<Owner> => updateOwner(deps, (await getUser(deps, ref)).id, change);

/** Removes a user: they are given nothing any more, and what they own stays theirs. */
export const removeUser = async (deps: UserDeps, ref: UserRef): Promise<void> => {
  await updateOwner(deps, (await getUser(deps, ref)).id, { active: false });
};

/** Every team with the users who belong to it. */
export const teamMembers = async ({
  owners,
  teams,
}: {
  owners: Pick<OwnerStore, 'all'>;
  teams: Pick<TeamStore, 'list'>;
}): Promise<TeamMembers[]> => {
  const [all, everybody] = await Promise.all([listAll(teams.list), owners.all()]);
  const users = everybody.filter(({ active }) => active);
  const idsOf = (belongs: (user: Owner) => boolean) => users.filter(belongs).map(({ id }) => id);
  return all.map((team) => ({
    team,
    primary: idsOf(({ primaryTeamId }) => primaryTeamId === team.id),
    secondary: idsOf(({ secondaryTeamIds }) => secondaryTeamIds.includes(team.id)),
  }));
};
