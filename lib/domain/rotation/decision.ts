import type { Reason } from './eligibility.ts';
import type { LastResort } from './last-resort.ts';
import type { Enrollment } from './rotation.ts';

/** Why an enrolled record got no owner from a decision. */
export const skipReasons = [
  'ROTATION_DELETED',
  'RECORD_NOT_FOUND',
  'ALREADY_DECIDED',
  'ALREADY_OWNED',
  'NO_LONGER_OWNED',
  'NO_ELIGIBLE_OWNER',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** A record given away: in which turn of the epoch, to whom, and among how many that were tied. */
export type Pick = Enrollment & { ownerId: string; turn: number; tied: number };

/** Somebody who took part: their standing before the first turn of the batch, and their limit in it, null if there was none. */
export type Participant = {
  ownerId: string;
  weight: number;
  credit: number;
  count: number;
  left: number | null;
};

/** The records for which nobody was left, and what became of them. */
export type LeftOver = Exclude<LastResort, { to: 'NOBODY' }> & { enrollments: Enrollment[] };

/**
 * Everything that a batch of enrollments led to, with all that is needed to come to the same result again. `version` is that of
 * the standings after it: the decisions of a rotation in the order in which they were made.
 */
export type Decision = {
  rotationId: string;
  batchId: string;
  version: number;
  at: string;
  epoch: number;
  seed: string;
  eligible: Participant[];
  excluded: { ownerId: string; reasons: Reason[] }[];
  picks: Pick[];
  leftOver: LeftOver | null;
  skipped: (Enrollment & { reason: SkipReason })[];
};
