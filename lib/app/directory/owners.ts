import { Conflict, NotFound, refuseAny } from '../../domain/errors.ts';
import type { Owner } from '../../domain/owner/owner.ts';
import { changesEligibility, namesEligibility } from '../../domain/rotation/concern.ts';
import type { OwnerStore, SaveResult, TeamStore } from '../ports/directory.ts';
import { again, done, untilSettled } from '../retry.ts';
import { type RealignDeps, realignEverything, realignForOwner } from '../rotation/realign.ts';
import { unknownTeams } from './unknown-teams.ts';

export type OwnerDeps = RealignDeps & {
  owners: OwnerStore;
  teams: Pick<TeamStore, 'get'>;
  newId: () => string;
};

export type OwnerFields = Pick<
  Owner,
  | 'email'
  | 'firstName'
  | 'lastName'
  | 'seat'
  | 'primaryTeamId'
  | 'secondaryTeamIds'
  | 'objectAccess'
  | 'salesforceUserId'
  | 'availability'
  | 'notifications'
>;

/**
 * Nothing but what was saved or is to be tried again.
 *
 * @throws Conflict if another owner has what this one is to have
 */
const refuseTaken = (result: SaveResult, { email, salesforceUserId }: Owner): void => {
  if (result === 'EMAIL_TAKEN') {
    throw new Conflict(`There is already an owner with the e-mail ${email}.`, [
      { message: 'This e-mail belongs to another owner.', in: 'email', code: 'EMAIL_TAKEN' },
    ]);
  }
  if (result === 'SALESFORCE_USER_TAKEN') {
    const message = 'This user of Salesforce belongs to another owner.';
    throw new Conflict(`There is already an owner with the Salesforce user ${salesforceUserId}.`, [
      { message, in: 'salesforceUserId', code: 'SALESFORCE_USER_TAKEN' },
    ]);
  }
};

/** @throws Invalid naming each team that does not exist */
const requireTeams = async (
  teams: OwnerDeps['teams'],
  { primaryTeamId, secondaryTeamIds }: Partial<OwnerFields>,
): Promise<void> => {
  const named = [
    ...(primaryTeamId ? [{ field: 'primaryTeamId', id: primaryTeamId }] : []),
    ...(secondaryTeamIds ?? []).map((id, n) => ({ field: `secondaryTeamIds[${n}]`, id })),
  ];
  refuseAny(await unknownTeams(teams, named));
};

export const getOwner = async ({ owners }: Pick<OwnerDeps, 'owners'>, id: string): Promise<Owner> => {
  const owner = await owners.get(id);
  if (owner === undefined) throw new NotFound(`There is no owner ${id}.`);
  return owner;
};

/** @throws Conflict if the e-mail or the user of Salesforce is another owner's, Invalid if a team does not exist */
export const createOwner = async (deps: OwnerDeps, fields: OwnerFields): Promise<Owner> => {
  await requireTeams(deps.teams, fields);
  const at = deps.now();
  const created = await untilSettled(async () => {
    const owner: Owner = {
      id: deps.newId(),
      ...fields,
      active: true,
      version: 1,
      createdAt: at,
      updatedAt: at,
    };
    const result = await deps.owners.create(owner);
    refuseTaken(result, owner);
    if (result === 'SAVED') return done(owner);
    // The same request may have made them before.
    const there = await deps.owners.get(owner.id);
    return there?.createdAt === at ? done(there) : again;
  });
  await realignForOwner(deps, { before: undefined, after: created });
  return created;
};

/**
 * Changes the fields that are given, and leaves the others. The rotations that this concerns know of it when this returns.
 *
 * @throws NotFound, Conflict if the e-mail or the user of Salesforce is another owner's, Invalid if a team does not exist
 */
export const updateOwner = async (
  deps: OwnerDeps,
  id: string,
  change: Partial<OwnerFields & Pick<Owner, 'active'>>,
): Promise<Owner> => {
  await requireTeams(deps.teams, change);
  const saved = await untilSettled(async () => {
    const before = await getOwner(deps, id);
    const after: Owner = { ...before, ...change, version: before.version + 1, updatedAt: deps.now() };
    const result = await deps.owners.replace(before, after);
    refuseTaken(result, after);
    return result === 'SAVED' ? done({ before, after }) : again;
  });
  if (changesEligibility(saved)) await realignForOwner(deps, saved);
  else if (namesEligibility(change)) await realignEverything(deps);
  return saved.after;
};
