import type { Batch } from '../rotation/batch.ts';
import type { Decision, SkipReason } from '../rotation/decision.ts';

/** What a rotation says about one record that a workflow sent to it. */
export type RotationOutcome =
  | { outcome: 'DONE'; ownerId: string }
  | { outcome: 'SKIPPED' | 'FAILED'; reason: SkipReason | 'ROTATION_NOT_FOUND' }
  | { outcome: 'HELD'; until: string };

/** An outcome with the record that it is about and its enrollment in the rotation. */
export type ToldOutcome = { recordId: string; enrollmentId: string } & RotationOutcome;

/** Why a record that is passed over is as it should be; anything else is a failure. */
const fine: ReadonlySet<string> = new Set<SkipReason>(['ALREADY_OWNED', 'ALREADY_DECIDED']);

/** What a decision means for the workflows that its records came from. What is passed on to another rotation is not decided yet. */
export const outcomesOf = ({ picks, skipped, leftOver }: Decision): ToldOutcome[] => {
  const left = (leftOver?.enrollments ?? []).flatMap((enrollment): ToldOutcome[] => {
    if (leftOver?.to === 'OWNER') return [{ ...enrollment, outcome: 'DONE', ownerId: leftOver.ownerId }];
    if (leftOver?.to === 'HOLD') return [{ ...enrollment, outcome: 'HELD', until: leftOver.until }];
    return [];
  });
  return [
    ...picks.map(({ recordId, enrollmentId, ownerId }): ToldOutcome => {
      return { recordId, enrollmentId, outcome: 'DONE', ownerId };
    }),
    ...skipped.map(({ reason, ...enrollment }): ToldOutcome => {
      return { ...enrollment, outcome: fine.has(reason) ? 'SKIPPED' : 'FAILED', reason };
    }),
    ...left,
  ];
};

/** What it means for them that a rotation never was. */
export const noRotation = ({ enrollments }: Pick<Batch, 'enrollments'>): ToldOutcome[] =>
  enrollments.map((enrollment) => ({ ...enrollment, outcome: 'FAILED', reason: 'ROTATION_NOT_FOUND' }));
