import { nextTurn, pickOwners, type Turn } from './carpool.ts';
import type { Decision, LeftOver, SkipReason } from './decision.ts';
import type { Reason } from './eligibility.ts';
import { hundredths } from './hundredths.ts';
import type { Standings } from './standings.ts';

/** A claim to a record or a part of one, in credit and in records, these rounded to hundredths. */
export type Amount = { credit: number; records: number };

/** Somebody who took part in a turn: what they were owed before it, and in it, their gain included. */
export type Participation = { ownerId: string; weight: number; before: Amount; owed: Amount };

export type LeftOut = { ownerId: string; reasons: Reason[] };

/** Why a record was given to whom it was: all that the turn depended on. */
export type PickExplained = {
  recordId: string;
  outcome: 'PICKED';
  ownerId: string;
  epoch: number;
  turn: number;
  /** What one record cost in credit. */
  handedOut: number;
  /** Whoever was owed most first. */
  participants: Participation[];
  /** Those who were owed the most. */
  tied: string[];
  /** Null if one alone was owed the most. */
  draw: { among: number; seed: string } | null;
  leftOut: LeftOut[];
};

/** Why the enrollment of a record came out as it did. */
export type Explanation =
  | PickExplained
  | { recordId: string; outcome: 'HELD'; until: string; leftOut: LeftOut[] }
  | { recordId: string; outcome: 'PASSED_ON'; rotationId: string; leftOut: LeftOut[] }
  | { recordId: string; outcome: 'GIVEN_TO_FALLBACK'; ownerId: string; leftOut: LeftOut[] }
  | { recordId: string; outcome: 'SKIPPED'; reason: 'NO_ELIGIBLE_OWNER'; leftOut: LeftOut[] }
  | { recordId: string; outcome: 'SKIPPED'; reason: Exclude<SkipReason, 'NO_ELIGIBLE_OWNER'> };

const standingsBefore = ({ rotationId, version, epoch, eligible }: Decision): Standings => ({
  rotationId,
  version,
  epoch,
  turns: 0,
  members: Object.fromEntries(eligible.map(({ ownerId, credit, count }) => [ownerId, { credit, count }])),
  daily: {},
});

/** Those who took part, with what is left of their limits after some turns. */
const limitsAfter = (
  turns: readonly Pick<Turn, 'ownerId'>[],
  { eligible }: Decision,
): Decision['eligible'] => {
  const received = new Map<string, number>();
  for (const { ownerId } of turns) received.set(ownerId, (received.get(ownerId) ?? 0) + 1);
  return eligible.map((one) =>
    one.left === null ? one : { ...one, left: one.left - (received.get(one.ownerId) ?? 0) },
  );
};

/** Those who were out from the start, and those whose limit was reached by then. */
const leftOutBy = (contenders: Decision['eligible'], { excluded }: Decision): LeftOut[] => [
  ...excluded,
  ...contenders.flatMap(({ ownerId, left }): LeftOut[] =>
    left === null || left > 0 ? [] : [{ ownerId, reasons: ['DAILY_CAP_REACHED'] }],
  ),
];

const explainPick = (decision: Decision, place: number): PickExplained | undefined => {
  const { seed, epoch, eligible, picks } = decision;
  const pick = picks[place];
  if (pick === undefined) return undefined;
  const { turns, standings } = pickOwners({
    standings: standingsBefore(decision),
    eligible,
    turns: place,
    seed,
  });
  const contenders = limitsAfter(turns, decision);
  const { claims, tied, handedOut } = nextTurn(standings, contenders);
  const amount = (credit: number): Amount => ({ credit, records: hundredths(credit / handedOut) });
  const participants = claims
    .toSorted((one, other) => other.credit + other.gain - one.credit - one.gain)
    .map(({ ownerId, weight, credit, gain }) => ({
      ownerId,
      weight,
      before: amount(credit),
      owed: amount(credit + gain),
    }));
  return {
    recordId: pick.recordId,
    outcome: 'PICKED',
    ownerId: pick.ownerId,
    epoch,
    turn: pick.turn,
    handedOut,
    participants,
    tied,
    draw: tied.length > 1 ? { among: tied.length, seed } : null,
    leftOut: leftOutBy(contenders, decision),
  };
};

const explainLeftOver = (recordId: string, left: LeftOver, leftOut: LeftOut[]): Explanation => {
  switch (left.to) {
    case 'HOLD':
      return { recordId, outcome: 'HELD', until: left.until, leftOut };
    case 'ROTATION':
      return { recordId, outcome: 'PASSED_ON', rotationId: left.rotationId, leftOut };
    case 'OWNER':
      return { recordId, outcome: 'GIVEN_TO_FALLBACK', ownerId: left.ownerId, leftOut };
  }
};

/**
 * Why a decision did with a record what it did; undefined if the decision is not about it. What a pick rested on is computed
 * again from what the decision keeps: the credits before its first turn, and its seed.
 */
export const explain = (decision: Decision, recordId: string): Explanation | undefined => {
  const { picks, leftOver, skipped } = decision;
  const isIt = (one: { recordId: string }): boolean => one.recordId === recordId;
  const place = picks.findIndex(isIt);
  if (place >= 0) return explainPick(decision, place);
  const nobodyLeft = () => leftOutBy(limitsAfter(picks, decision), decision);
  if (leftOver?.enrollments.some(isIt)) return explainLeftOver(recordId, leftOver, nobodyLeft());
  const reason = skipped.find(isIt)?.reason;
  if (reason === undefined) return undefined;
  if (reason !== 'NO_ELIGIBLE_OWNER') return { recordId, outcome: 'SKIPPED', reason };
  return { recordId, outcome: 'SKIPPED', reason, leftOut: nobodyLeft() };
};

/** The records that a decision is about, each once. */
export const recordsOf = ({ picks, leftOver, skipped }: Decision): string[] =>
  [...picks, ...(leftOver?.enrollments ?? []), ...skipped].map(({ recordId }) => recordId);
