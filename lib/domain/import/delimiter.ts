export const delimiters = [',', ';', '\t'] as const;

/**
 * The delimiter of a file, from its first line: the one that stands there most often outside quotes. A file of one column
 * has none, so a comma does as well as any.
 */
export const detectDelimiter = (headerLine: string): string => {
  const counts = new Map<string, number>(delimiters.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of headerLine) {
    if (character === '"') quoted = !quoted;
    const count = counts.get(character);
    if (!quoted && count !== undefined) counts.set(character, count + 1);
  }
  return delimiters.reduce((best, delimiter) =>
    (counts.get(delimiter) ?? 0) > (counts.get(best) ?? 0) ? delimiter : best,
  );
};

/** Where the first line ends: the place of the first line end outside quotes, or -1 if there is none yet. */
export const firstLineEnd = (text: string): number => {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) return i;
  }
  return -1;
};
