import { type Owner, teamIdsOf } from '../owner/owner.ts';
import { type SeatRule, seatsCountForTeams } from './eligibility.ts';
import type { Rotation } from './rotation.ts';

/** What of an owner their part in a rotation, or somebody else's, depends on. */
const decisive = [
  'active',
  'seat',
  'primaryTeamId',
  'secondaryTeamIds',
  'objectAccess',
  'availability',
] as const satisfies readonly (keyof Owner)[];

/** Whether a caller says something on which somebody's part in a rotation depends, be it new or not. */
export const namesEligibility = (change: Partial<Owner>): boolean => decisive.some((name) => name in change);

type Change = { before: Owner | undefined; after: Owner };

/**
 * Whether something of an owner changed on which their part in a rotation, or somebody else's, depends. A new owner who belongs to
 * no team is nowhere a member yet.
 */
export const changesEligibility = ({ before, after }: Change): boolean => {
  if (before === undefined) return teamIdsOf(after).length > 0;
  const facts = (owner: Owner) => decisive.map((name) => owner[name]);
  return JSON.stringify(facts(before)) !== JSON.stringify(facts(after));
};

/** Whether a change of an owner may change who is eligible in a rotation, or who its members are. */
export const isConcerned = (rotation: Rotation, change: Change, seatRule: SeatRule): boolean => {
  if (rotation.deletedAt !== null || !changesEligibility(change)) return false;
  // An owner's seat may count for anybody with whom they share a team.
  if (seatsCountForTeams(seatRule)) return true;
  const { pool } = rotation;
  const { before, after } = change;
  if (pool.kind === 'owners') return pool.members.some(({ ownerId }) => ownerId === after.id);
  const teams = new Set([...(before === undefined ? [] : teamIdsOf(before)), ...teamIdsOf(after)]);
  return pool.teamIds.some((id) => teams.has(id));
};

/** Whether some rotation falls back upon an owner: what is on its way to them may be decided by any rotation. */
export const isLastResort = (ownerId: string, rotations: readonly Rotation[]): boolean =>
  rotations.some(({ fallback }) => fallback.some((step) => 'ownerId' in step && step.ownerId === ownerId));
