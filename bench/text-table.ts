/**
 * Rows as lines of text in columns: the first column to the left, the others, which are numbers, to the right. The first row
 * is the header.
 */
export const textTable = (rows: readonly (readonly string[])[]): string => {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, n) =>
    Math.max(...rows.map((row) => row[n]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    widths
      .map((width, n) => (n === 0 ? (row[n] ?? '').padEnd(width) : (row[n] ?? '').padStart(width)))
      .join('   ')
      .trimEnd();
  const [header = [], ...body] = rows;
  const rule = widths.map((width) => '-'.repeat(width)).join('   ');
  return [line(header), rule, ...body.map(line)].map((text) => `${text}\n`).join('');
};

/** A number with thousands marked and so many decimals. */
export const shown = (number: number, decimals = 0): string =>
  number.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
