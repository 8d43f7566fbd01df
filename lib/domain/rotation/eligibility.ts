import type { ObjectType } from '../object-type.ts';
import { dayOf, whyUnavailable } from '../owner/availability.ts';
import { canSee, hasPaidSeat, isPrimaryMemberOf, type Owner, teamIdsOf } from '../owner/owner.ts';
import { countOn, type DailyCounts } from './daily-counts.ts';
import type { Member, Pool, Rotation } from './rotation.ts';

/** Why somebody does not take part in a turn. */
export const reasons = [
  'DEACTIVATED',
  'NO_OBJECT_ACCESS',
  'NO_PAID_SEAT',
  'NOT_PRIMARY_TEAM_MEMBER',
  'OUT_OF_OFFICE',
  'OUTSIDE_WORKING_HOURS',
  'DAILY_CAP_REACHED',
  'HANDING_OVER',
  'ROTATION_DELETED',
] as const;
export type Reason = (typeof reasons)[number];

/**
 * Somebody who stands in the rotation at the moment of a decision; eligible if there is no reason against them. `day` is their
 * own calendar day, and `left` how many records they may still receive on it: null without a daily cap.
 */
export type Candidate = Member & { reasons: Reason[]; day: string; left: number | null };

/** The account's date of subscription, `YYYY-MM-DD`, on which the seat rule depends; null if it was never set. */
export type SeatRule = { subscriptionPurchasedOn: string | null };

/** HubSpot asks more of accounts that were bought after this day. */
const seatRuleChangedOn = '2018-11-01';

/** Whether the seats of an owner's teammates count for the owner: in accounts bought before the rule changed. */
export const seatsCountForTeams = ({ subscriptionPurchasedOn }: SeatRule): boolean =>
  subscriptionPurchasedOn !== null && subscriptionPurchasedOn <= seatRuleChangedOn;

/**
 * Whether the seat rule lets an owner take part. Bought after 2018-11-01: only with a paid Professional or Enterprise seat.
 * Bought before: also every member of a team in which somebody has such a seat. No purchase date: no seat is asked for.
 */
const meetsSeatRule = (owner: Owner, everybody: readonly Owner[], rule: SeatRule): boolean => {
  if (rule.subscriptionPurchasedOn === null || hasPaidSeat(owner)) return true;
  if (!seatsCountForTeams(rule)) return false;
  const teams = new Set(teamIdsOf(owner));
  return everybody.some(
    (other) => other.active && hasPaidSeat(other) && teamIdsOf(other).some((id) => teams.has(id)),
  );
};

/** What the eligibility for a type of record depends on, whenever it is. */
type Permissions = { objectType: ObjectType; everybody: readonly Owner[]; seatRule: SeatRule };

const whyNotPermitted = (
  owner: Owner | undefined,
  { objectType, everybody, seatRule }: Permissions,
): Reason[] => {
  if (owner === undefined || !owner.active) return ['DEACTIVATED'];
  const against: Reason[] = [];
  if (!canSee(owner, objectType)) against.push('NO_OBJECT_ACCESS');
  if (!meetsSeatRule(owner, everybody, seatRule)) against.push('NO_PAID_SEAT');
  return against;
};

const belongsTo = (owner: Owner, teamIds: readonly string[]): boolean =>
  teamIdsOf(owner).some((id) => teamIds.includes(id));

const isPrimaryIn = (owner: Owner, teamIds: readonly string[]): boolean =>
  teamIds.some((id) => isPrimaryMemberOf(owner, id));

/** Those whom the pool names, or who belong to its teams, with a weight of 1 each. */
const namedBy = (pool: Pool, everybody: readonly Owner[]): Member[] =>
  pool.kind === 'owners'
    ? pool.members
    : everybody
        .filter((owner) => belongsTo(owner, pool.teamIds))
        .map((owner) => ({ ownerId: owner.id, weight: 1 }));

/** A team stands for its primary members; an extra member takes part only if named. */
const isExtraMember = (owner: Owner | undefined, pool: Pool): boolean =>
  pool.kind === 'teams' && owner !== undefined && !isPrimaryIn(owner, pool.teamIds);

const leftToday = (member: Member, day: string, daily: DailyCounts): number | null =>
  member.dailyCap === undefined
    ? null
    : Math.max(0, member.dailyCap - countOn(daily, { ownerId: member.ownerId, day }));

/**
 * Everybody who stands in a rotation at this moment, each with the reasons that keep them out of the next turn.
 *
 * @param surroundings.everybody all owners of the account, active or not
 * @param surroundings.daily what each has received from this rotation on which day
 * @param surroundings.at the moment, ISO 8601
 */
export const candidatesOf = (
  rotation: Rotation,
  surroundings: { everybody: readonly Owner[]; seatRule: SeatRule; daily: DailyCounts; at: string },
): Candidate[] => {
  const { everybody, seatRule, daily, at } = surroundings;
  const { pool, objectType, onlyAvailable } = rotation;
  const byId = new Map(everybody.map((owner) => [owner.id, owner]));
  return namedBy(pool, everybody).map((member) => {
    const owner = byId.get(member.ownerId);
    const availability = owner?.availability ?? null;
    const day = dayOf(availability, at);
    const left = leftToday(member, day, daily);
    const against = whyNotPermitted(owner, { objectType, everybody, seatRule });
    if (isExtraMember(owner, pool)) against.push('NOT_PRIMARY_TEAM_MEMBER');
    if (onlyAvailable) against.push(...whyUnavailable(availability, at));
    if (left === 0) against.push('DAILY_CAP_REACHED');
    return { ...member, reasons: against, day, left };
  });
};

export const isEligible = (candidate: Candidate): boolean => candidate.reasons.length === 0;

/** Whether the standings are also about somebody: extra members of a team are shown, and that is all. */
export const isMember = ({ reasons: against }: Pick<Candidate, 'reasons'>): boolean =>
  !against.includes('NOT_PRIMARY_TEAM_MEMBER');

/** Whether nothing but the hour or the day's cap is against somebody. */
export const isPermitted = ({ reasons: against }: Candidate): boolean =>
  against.every(
    (reason) =>
      reason === 'OUT_OF_OFFICE' || reason === 'OUTSIDE_WORKING_HOURS' || reason === 'DAILY_CAP_REACHED',
  );

/** The ids of those whom the standings are about. */
export const memberIdsOf = (candidates: readonly Candidate[]): string[] =>
  candidates.filter(isMember).map(({ ownerId }) => ownerId);
