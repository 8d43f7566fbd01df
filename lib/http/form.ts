import { Invalid, invalidField } from '../domain/errors.ts';

/** The most bytes of a form: what fits into Lambda's 6 MB once it is written as base64, beside the rest of the request. */
export const largestForm = 4_500_000;

/** A multipart body as it came, for a route that takes one to read. */
export type UnreadForm = { contentType: string; bytes: Uint8Array };

const isUnreadForm = (body: unknown): body is UnreadForm =>
  typeof body === 'object' && body !== null && 'bytes' in body && body.bytes instanceof Uint8Array;

/** Whether a request brings a form rather than JSON. */
export const isMultipart = (contentType: string | undefined): contentType is string =>
  contentType !== undefined && /^multipart\/form-data\b/i.test(contentType.trim());

/**
 * The fields and files of a multipart body. The parser is the one that Node's `fetch` has.
 *
 * @throws Invalid if the body is no form, or one that cannot be read
 */
export const readForm = async (body: unknown): Promise<FormData> => {
  if (!isUnreadForm(body)) throw invalidField('body', 'The body has to be multipart/form-data.');
  const { contentType, bytes } = body;
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Invalid('The body is not a form that can be read: its parts or its boundary are broken.');
  }
};
