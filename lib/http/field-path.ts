const longestPart = 100;

/** A name as an error repeats it: its beginning, since an answer must not grow with what was sent. */
const shown = (part: PropertyKey): string => {
  const text = String(part);
  return text.length > longestPart ? `${text.slice(0, longestPart).toWellFormed()}…` : text;
};

/** Where in a body something is: `inputs[3].properties.email`; empty for the body itself. */
export const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? shown(part) : `${text}.${shown(part)}`,
    '',
  );
