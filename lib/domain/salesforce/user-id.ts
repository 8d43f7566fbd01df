/** How Salesforce writes an id: 15 characters, or the same and three more that say which of them are capital letters. */
export const salesforceIdPattern = /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/;

const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const plainLength = 15;
const groupLength = 5;

/** Whether the n-th of the 15 characters is a capital letter, as the three at the end have it; undefined if they say nothing. */
const isCapital = (suffix: string, n: number): boolean | undefined => {
  const group = suffixAlphabet.indexOf(suffix.charAt(Math.floor(n / groupLength)).toUpperCase());
  return group < 0 ? undefined : ((group >> (n % groupLength)) & 1) === 1;
};

/** The 15 characters in the case that the three behind them say; undefined if these do not fit, as where a digit is a capital. */
const withCaseOf = (plain: string, suffix: string): string | undefined => {
  const restored = [...plain].map((character, n) => {
    const capital = isCapital(suffix, n);
    if (capital === undefined || (capital && !/[a-z]/i.test(character))) return undefined;
    return capital ? character.toUpperCase() : character.toLowerCase();
  });
  return restored.includes(undefined) ? undefined : restored.join('');
};

/** Whether all letters are of one case, as they are behind a tool that does not know that the case counts. */
const mayBeFolded = (text: string): boolean => text === text.toUpperCase() || text === text.toLowerCase();

/**
 * The one form of a Salesforce id by which two spellings of it are compared: its first 15 characters, in which the case counts. Where
 * a tool has made all letters of an 18-character id large or small, the last three tell what they were.
 *
 * Source: "ID Field Type" in Salesforce's object reference.
 *
 * @param id as {@link salesforceIdPattern} has it
 */
export const canonicalSalesforceId = (id: string): string => {
  const plain = id.slice(0, plainLength);
  const suffix = id.slice(plainLength);
  if (suffix === '' || !mayBeFolded(plain)) return plain;
  return withCaseOf(plain, suffix) ?? plain;
};
