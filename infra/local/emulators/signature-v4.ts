import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a signature, in hexadecimal digits, is that of a text by version 4: the key is derived from the date, region and service in
 * the credential, `key/date/region/service/aws4_request`.
 *
 * Source: "Create a signed AWS API request" in the IAM user guide.
 */
export function isSignatureOf(
  text: string,
  {
    signature,
    credential,
    secretAccessKey,
  }: { signature: string; credential: string; secretAccessKey: string },
): boolean {
  const scope = credential.split('/').slice(1);
  const hmac = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part).digest();
  const expected = hmac(scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`), text);
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
