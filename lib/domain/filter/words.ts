/** A text as texts are compared: without regard to case, and to whether an accent is a character of its own. */
export const folded = (text: string): string => text.toLowerCase().normalize('NFC');

const between = /[^\p{L}\p{N}\p{M}]+/u;
const blanks = /\s+/;

/** The words of a folded text: letters and digits, parted by anything else. */
const wordsIn = (text: string): string[] => text.split(between).filter((word) => word !== '');

/**
 * Whether a text is as a pattern has it, whose parts stood between its `*`. In one pass over the text, however many `*` there are: the
 * first part must begin it, the last end it, and the others follow one another, each at its first place.
 */
const isLike = (text: string, [first = '', ...others]: readonly string[]): boolean => {
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let place = first.length;
  for (const part of others) {
    const found = text.indexOf(part, place);
    if (found < 0) return false;
    place = found + part.length;
  }
  return text.length - last.length >= place && text.endsWith(last);
};

type Term = { word: string } | { parts: readonly string[] };

const termsIn = (raw: string): Term[] =>
  folded(raw)
    .split(blanks)
    .filter((term) => term !== '')
    .flatMap((term): Term[] =>
      term.includes('*') ? [{ parts: term.split('*') }] : wordsIn(term).map((word) => ({ word })),
    );

/** Whether a filter's value has anything in it that could be contained. */
export const hasTerms = (raw: string): boolean => termsIn(raw).length > 0;

/**
 * `CONTAINS_TOKEN`: every word of the filter's value is a whole word of the text. A word with `*` is a pattern, in which `*` stands
 * for any characters but blanks; it may also be a piece between blanks, so that `*@hubspot.com` finds the e-mail addresses of a
 * domain. HubSpot documents the wildcard with that example and says no more about where words end.
 */
export const containing = (raw: string): ((text: string) => boolean) => {
  const terms = termsIn(raw);
  if (terms.length === 0) return () => false;
  const hasPattern = terms.some((term) => 'parts' in term);
  return (text) => {
    const plain = folded(text);
    const words = wordsIn(plain);
    const pieces = hasPattern ? [...words, ...plain.split(blanks).filter((piece) => piece !== '')] : words;
    return terms.every((term) =>
      'word' in term ? words.includes(term.word) : pieces.some((piece) => isLike(piece, term.parts)),
    );
  };
};

/** Whether every word of a query is the beginning of a word of the text; a query without words asks for nothing. */
export const beginningWith = (query: string): ((text: string) => boolean) => {
  const wanted = wordsIn(folded(query));
  return (text) => {
    const words = wanted.length === 0 ? [] : wordsIn(folded(text));
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  };
};
