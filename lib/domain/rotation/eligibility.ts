import type { ObjectType } from '../object-type.ts';
import { canSee, hasPaidSeat, isPrimaryMemberOf, type Owner, teamIdsOf } from '../owner/owner.ts';
import type { Member, Rotation } from './rotation.ts';

/** Why a member does not take part in a turn. */
export type Reason = 'DEACTIVATED' | 'NO_OBJECT_ACCESS' | 'NO_PAID_SEAT';

/** A member of the rotation at the moment of a decision; eligible if there is no reason against it. */
export type Candidate = Member & { reasons: Reason[] };

/** The account's date of subscription, `YYYY-MM-DD`, on which the seat rule depends; null if it was never set. */
export type SeatRule = { subscriptionPurchasedOn: string | null };

/** HubSpot asks more of accounts that were bought after this day. */
const seatRuleChangedOn = '2018-11-01';

/**
 * Whether the seat rule lets an owner take part. Bought after 2018-11-01: only with a paid Professional or Enterprise seat.
 * Bought before: also every member of a team in which somebody has such a seat. No purchase date: no seat is asked for.
 */
const meetsSeatRule = (owner: Owner, everybody: readonly Owner[], rule: SeatRule): boolean => {
  if (rule.subscriptionPurchasedOn === null || hasPaidSeat(owner)) return true;
  if (rule.subscriptionPurchasedOn > seatRuleChangedOn) return false;
  const teams = new Set(teamIdsOf(owner));
  return everybody.some(
    (other) => other.active && hasPaidSeat(other) && teamIdsOf(other).some((id) => teams.has(id)),
  );
};

type Surroundings = { objectType: ObjectType; everybody: readonly Owner[]; seatRule: SeatRule };

const reasonsAgainst = (
  owner: Owner | undefined,
  { objectType, everybody, seatRule }: Surroundings,
): Reason[] => {
  if (owner === undefined || !owner.active) return ['DEACTIVATED'];
  const reasons: Reason[] = [];
  if (!canSee(owner, objectType)) reasons.push('NO_OBJECT_ACCESS');
  if (!meetsSeatRule(owner, everybody, seatRule)) reasons.push('NO_PAID_SEAT');
  return reasons;
};

/** The members of a rotation now: those it names, or the primary members of its teams, with a weight of 1 each. */
const membersNow = (rotation: Rotation, everybody: readonly Owner[]): Member[] => {
  const { pool } = rotation;
  if (pool.kind === 'owners') return pool.members;
  return everybody
    .filter((owner) => pool.teamIds.some((teamId) => isPrimaryMemberOf(owner, teamId)))
    .map((owner) => ({ ownerId: owner.id, weight: 1 }));
};

/**
 * Everybody who stands in a rotation at this moment, each with the reasons that keep them out of it.
 *
 * @param everybody all owners of the account, active or not
 */
export const candidatesOf = (
  rotation: Rotation,
  everybody: readonly Owner[],
  seatRule: SeatRule,
): Candidate[] => {
  const byId = new Map(everybody.map((owner) => [owner.id, owner]));
  const surroundings = { objectType: rotation.objectType, everybody, seatRule };
  return membersNow(rotation, everybody).map((member) => ({
    ...member,
    reasons: reasonsAgainst(byId.get(member.ownerId), surroundings),
  }));
};

export const isEligible = (candidate: Candidate): boolean => candidate.reasons.length === 0;
