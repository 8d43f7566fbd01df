import { invalidField } from '../domain/errors.ts';

const tag = /^(W\/)?"([^"]*)"$/;
const version = /^[1-9]\d{0,14}$/;

/** As many as fit one condition with ease. */
const mostTags = 20;

/** More than so many versions take with their quotes. */
export const longestIfMatch = 1_000;

const malformed = () =>
  invalidField(
    'If-Match',
    'If-Match is *, or the ETag of the record in quotes, or several of them.',
    'INVALID_IF_MATCH',
  );

/**
 * The versions of which a record must have one, as the header If-Match says; undefined if any will do. A weak tag, or one that is no
 * version of ours, matches nothing (RFC 9110, section 13.1.1).
 *
 * @throws Invalid if the header is not in the form of RFC 9110
 */
export const versionsIn = (headers: Record<string, string>): number[] | undefined => {
  const header = headers['if-match']?.trim();
  if (header === undefined || header === '*') return undefined;
  if (header.length > longestIfMatch) throw malformed();
  const tags = header.split(',').map((text) => tag.exec(text.trim()));
  if (tags.length > mostTags) throw malformed();
  const found = tags.map((match) => {
    if (match === null) throw malformed();
    const [, weak, text = ''] = match;
    return weak === undefined && version.test(text) ? Number(text) : 0;
  });
  return found;
};
