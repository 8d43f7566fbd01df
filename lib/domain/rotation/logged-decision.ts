import type { Decision } from './decision.ts';
import { isMember } from './eligibility.ts';

/**
 * What a replay keeps of a decision: no record, and its participants as columns of numbers, since a log may hold a million picks.
 */
export type LoggedDecision = {
  batchId: string;
  version: number;
  epoch: number;
  seed: string;
  /** Those who took part, in their order: who, and their weight, credit, count and limit before the first turn. */
  eligible: {
    ownerIds: string[];
    weights: number[];
    credits: number[];
    counts: number[];
    limits: (number | null)[];
  };
  /** The members who did not take part. */
  absent: string[];
  /** For how many records somebody was wanted. */
  wanted: number;
  /** The number of the first turn in the epoch; undefined if there was none. */
  firstTurn: number | undefined;
  picks: { ownerIds: string[]; tied: number[] };
};

/**
 * Makes decisions small enough to keep those of a whole epoch: an owner's id, which each decision brings along anew, is kept once
 * for all that the same function has made.
 */
export const decisionCompactor = (): ((decision: Decision) => LoggedDecision) => {
  const known = new Map<string, string>();
  const idOf = ({ ownerId }: { ownerId: string }): string => {
    const id = known.get(ownerId) ?? ownerId;
    known.set(id, id);
    return id;
  };
  return (decision) => {
    const { batchId, version, epoch, seed, eligible, excluded, picks, leftOver, skipped } = decision;
    const unserved = skipped.filter(({ reason }) => reason === 'NO_ELIGIBLE_OWNER').length;
    return {
      batchId,
      version,
      epoch,
      seed,
      eligible: {
        ownerIds: eligible.map(idOf),
        weights: eligible.map(({ weight }) => weight),
        credits: eligible.map(({ credit }) => credit),
        counts: eligible.map(({ count }) => count),
        limits: eligible.map(({ left }) => left),
      },
      absent: excluded.filter(isMember).map(idOf),
      wanted: picks.length + (leftOver?.enrollments.length ?? 0) + unserved,
      firstTurn: picks[0]?.turn,
      picks: { ownerIds: picks.map(idOf), tied: picks.map(({ tied }) => tied) },
    };
  };
};
