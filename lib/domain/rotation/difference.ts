export type Value = number | string | null | readonly string[];

/**
 * Where the log and its recomputation part: in a decision, by its batch's id, or in the `standings`; in what; what comes out when
 * it is computed again, and what is kept.
 */
export type Difference = { in: string; what: string; expected: Value; found: Value };

const isSame = (one: Value, other: Value): boolean =>
  one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));

/** Those of the values compared that are not the same. */
export const differing = (
  where: string,
  compared: readonly [what: string, expected: Value, found: Value][],
): Difference[] =>
  compared.flatMap(([what, expected, found]) =>
    isSame(expected, found) ? [] : [{ in: where, what, expected, found }],
  );
