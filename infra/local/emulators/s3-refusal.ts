/** Why S3 refuses a request, in its words. */
export interface S3Refusal {
  readonly status: 400 | 403 | 501;
  readonly code: string;
  readonly message: string;
}

/** The signature is not that of what came. */
export const wrongSignature: S3Refusal = {
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: 'The request signature we calculated does not match the signature you provided.',
};

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The body of the answer, of the type `application/xml`. */
export const refusalXml = ({ code, message }: S3Refusal): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
