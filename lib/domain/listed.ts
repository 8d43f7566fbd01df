/** One more than this many are named, since "and 1 other" is no shorter than a name. */
const mostNamed = 3;

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Names as a sentence lists them: "Ada, Grace and Alan", of many only the first: "Ada, Grace, Alan and 37 others". */
export const listed = (names: readonly string[]): string =>
  names.length <= mostNamed + 1
    ? joined(names)
    : joined([...names.slice(0, mostNamed), `${names.length - mostNamed} others`]);
