import * as z from 'zod/mini';
import { type Decision, type LeftOver, skipReasons } from '../../domain/rotation/decision.ts';
import { reasons } from '../../domain/rotation/eligibility.ts';
import type { Enrollment } from '../../domain/rotation/rotation.ts';
import type { Item } from '../batch.ts';
import { fallbackItem } from './rotation-item.ts';
import { decisionKey } from './rotation-keys.ts';

/** An enrollment as its record and the place of its id among those of the batch, which mostly has only one. */
const enrolled = z.tuple([z.string(), z.number()]);

const leftOverItem = z.discriminatedUnion('to', [
  z.object({ to: z.literal('HOLD'), until: z.string(), enrollments: z.array(enrolled) }),
  z.object({
    to: z.literal('ROTATION'),
    rotationId: z.string(),
    thenTry: z.array(fallbackItem),
    enrollments: z.array(enrolled),
  }),
  z.object({ to: z.literal('OWNER'), ownerId: z.string(), enrollments: z.array(enrolled) }),
]);

/**
 * A decision with its lists as tuples: names that repeat a hundred times would be paid for as often. Picks are `[record,
 * enrollment, participant, tied]`, the turns of which follow from the first.
 */
const decisionItem = z.object({
  rotationId: z.string(),
  batchId: z.string(),
  version: z.number(),
  at: z.string(),
  epoch: z.number(),
  seed: z.string(),
  eligible: z.array(z.tuple([z.string(), z.number(), z.number(), z.number(), z.nullable(z.number())])),
  excluded: z.array(z.tuple([z.string(), z.array(z.enum(reasons))])),
  enrollmentIds: z.array(z.string()),
  firstTurn: z.number(),
  picks: z.array(z.tuple([z.string(), z.number(), z.number(), z.number()])),
  leftOver: z.nullable(leftOverItem),
  skipped: z.array(z.tuple([z.string(), z.number(), z.enum(skipReasons)])),
});

type DecisionItem = z.output<typeof decisionItem>;

const allEnrollments = ({ picks, leftOver, skipped }: Decision): Enrollment[] => [
  ...picks,
  ...(leftOver?.enrollments ?? []),
  ...skipped,
];

export const toDecisionItem = (decision: Decision): Item => {
  const { rotationId, batchId, version, at, epoch, seed, eligible, excluded, picks, leftOver, skipped } =
    decision;
  const enrollmentIds = [...new Set(allEnrollments(decision).map(({ enrollmentId }) => enrollmentId))];
  const places = new Map(enrollmentIds.map((id, place) => [id, place]));
  const placeOf = ({ enrollmentId }: Enrollment): number => places.get(enrollmentId) ?? 0;
  const seats = new Map(eligible.map(({ ownerId }, seat) => [ownerId, seat]));
  const item: DecisionItem = {
    rotationId,
    batchId,
    version,
    at,
    epoch,
    seed,
    eligible: eligible.map((one) => [one.ownerId, one.weight, one.credit, one.count, one.left]),
    excluded: excluded.map((one) => [one.ownerId, one.reasons]),
    enrollmentIds,
    firstTurn: picks[0]?.turn ?? 0,
    picks: picks.map((pick) => [pick.recordId, placeOf(pick), seats.get(pick.ownerId) ?? 0, pick.tied]),
    leftOver:
      leftOver === null
        ? null
        : { ...leftOver, enrollments: leftOver.enrollments.map((one) => [one.recordId, placeOf(one)]) },
    skipped: skipped.map((one) => [one.recordId, placeOf(one), one.reason]),
  };
  return { ...decisionKey(rotationId, batchId), ...item };
};

/** @throws Error if the item is not a decision's */
export const fromDecisionItem = (item: Item): Decision => {
  const { enrollmentIds, firstTurn, picks, leftOver, skipped, eligible, excluded, ...rest } = z.parse(
    decisionItem,
    item,
  );
  const enrollment = (recordId: string, place: number): Enrollment => ({
    recordId,
    enrollmentId: enrollmentIds[place] ?? '',
  });
  const restored = (left: NonNullable<DecisionItem['leftOver']>): LeftOver => ({
    ...left,
    enrollments: left.enrollments.map(([recordId, place]) => enrollment(recordId, place)),
  });
  return {
    ...rest,
    eligible: eligible.map(([ownerId, weight, credit, count, left]) => ({
      ownerId,
      weight,
      credit,
      count,
      left,
    })),
    excluded: excluded.map(([ownerId, against]) => ({ ownerId, reasons: against })),
    picks: picks.map(([recordId, place, seat, tied], n) => ({
      ...enrollment(recordId, place),
      ownerId: eligible[seat]?.[0] ?? '',
      turn: firstTurn + n,
      tied,
    })),
    leftOver: leftOver === null ? null : restored(leftOver),
    skipped: skipped.map(([recordId, place, reason]) => ({ ...enrollment(recordId, place), reason })),
  };
};
