/** Rows as text, runs of them in short: `2-501,503`. */
export const toRanges = (rows: readonly number[]): string => {
  const ranges: { first: number; last: number }[] = [];
  for (const row of rows.toSorted((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open !== undefined && row <= open.last + 1) open.last = row;
    else ranges.push({ first: row, last: row });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join();
};

/** The rows in such a text, in their order. */
export const fromRanges = (text: string): number[] =>
  text.split(',').flatMap((range) => {
    if (range === '') return [];
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, n) => first + n);
  });
