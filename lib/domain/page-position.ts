import { type Invalid, invalidField } from './errors.ts';

/** Why a page cannot be given: what it is asked to begin behind is no place of its list. */
export const noSuchPosition = (): Invalid =>
  invalidField('after', 'This is not the `after` of a page of this list.', 'INVALID_CURSOR');

/** A position in a list of lists: the n-th entry of a part. Both have six digits at most, as in the keys of parts. */
export type PartPosition = { part: number; n: number };

/** Before everything. */
const start: PartPosition = { part: 0, n: -1 };

/**
 * The position that a text stands for, `12.3`; the start where there is none.
 *
 * @throws Invalid if it stands for none: whoever knows how cursors are made can make one of anything
 */
export const partPosition = (after: string | undefined): PartPosition => {
  if (after === undefined) return start;
  const [, part, n] = /^(\d{1,6})\.(\d{1,6})$/.exec(after) ?? [];
  if (part === undefined || n === undefined) throw noSuchPosition();
  return { part: Number(part), n: Number(n) };
};
