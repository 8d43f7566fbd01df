import type { ObjectType } from '../object-type.ts';

/**
 * An owner who is named in a rotation. A weight of 2 means twice the share of a weight of 1; a daily cap is the most that this
 * rotation gives them on one day of their own.
 */
export type Member = { ownerId: string; weight: number; dailyCap?: number };

/** Whom a rotation draws from: owners by name, or the primary members of teams, whoever they are at the time. */
export type Pool = { kind: 'owners'; members: Member[] } | { kind: 'teams'; teamIds: string[] };

/** Where records go that nobody of a rotation may have: through another rotation, or to one owner. */
export type Fallback = { rotationId: string } | { ownerId: string };

/** One "Rotate [object] to owner" action. Each has its own standings. */
export type Rotation = {
  id: string;
  name: string;
  objectType: ObjectType;
  /** The user property that it sets; the owner property unless said otherwise. */
  property: string;
  pool: Pool;
  /** Whether a record that has an owner is given a new one. */
  overwrite: boolean;
  /** Whether owners who are out of office or outside their working hours are left out. */
  onlyAvailable: boolean;
  /** What becomes of counts and credits when owners are added or removed. */
  onMembersChange: 'reset' | 'keep';
  /** What is tried, in order, when nobody is eligible. */
  fallback: Fallback[];
  /** How many minutes an enrollment waits for somebody to become eligible before the fallback; null: not at all. */
  hold: { until: number } | null;
  version: number;
  /** When it was deleted; kept so that messages still on their way are answered for. */
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
};

/** One record's place in the queue of a rotation. The id sorts by the time of enrolling and is the same on a redelivery. */
export type Enrollment = { recordId: string; enrollmentId: string };

/** The most records that one decision holds: 100 items of a transaction, less the standings and the decision. */
export const largestBatch = 98;
