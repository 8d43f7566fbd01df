/** Why S3 refuses a request, in its words. */
export interface S3Refusal {
  readonly status: 400 | 403 | 501;
  readonly code: string;
  readonly message: string;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The body of the answer, of the type `application/xml`. */
export const refusalXml = ({ code, message }: S3Refusal): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
