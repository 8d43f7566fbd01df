import { createHash } from 'node:crypto';
import type { FauxqsApp } from './aws.ts';
import { refusalXml, type S3Refusal, wrongSignature } from './s3-refusal.ts';
import { isSignatureOf } from './signature-v4.ts';

/** A request as it came, its URL from the path on. */
export interface LinkRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const required = ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map(
  (name) => `X-Amz-${name}`,
);

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** `20261124T014959Z` as a time in milliseconds. */
const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const denied = (code: string, message: string): S3Refusal => ({ status: 403, code, message });

/** What was signed, as S3 puts it together from the request. */
function canonicalRequest({ method, headers }: LinkRequest, { pathname, searchParams }: URL): string {
  const query = [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const signed = (searchParams.get('X-Amz-SignedHeaders') ?? '').split(';');
  const values = signed.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  return [
    method,
    pathname,
    query.join('&'),
    values.join(''),
    signed.join(';'),
    searchParams.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
}

/**
 * Checks a link that somebody has signed, as S3 does: whether it is whole, was signed as it is, and has not expired. Gives
 * undefined when the link is fine, or when the request is none.
 *
 * Source: "Authenticating Requests: Using Query Parameters" in the S3 API reference.
 */
export function checkLink(
  request: LinkRequest,
  { secretAccessKey, now }: { secretAccessKey: string; now: Date },
): S3Refusal | undefined {
  const url = new URL(request.url, 'http://localhost');
  const parameter = (name: string): string => url.searchParams.get(`X-Amz-${name}`) ?? '';
  if (!required.some((name) => url.searchParams.has(name))) return;
  const lifetime = Number(parameter('Expires'));
  const signedAt = timeOf(parameter('Date'));
  if (required.some((name) => !url.searchParams.has(name)) || Number.isNaN(signedAt + lifetime)) {
    const message = `Query-string authentication version 4 requires the ${required.join(', ')} parameters.`;
    return { status: 400, code: 'AuthorizationQueryParametersError', message };
  }
  if (signedAt + lifetime * 1_000 < now.getTime()) return denied('AccessDenied', 'Request has expired');
  const credential = parameter('Credential');
  const text = [
    parameter('Algorithm'),
    parameter('Date'),
    credential.split('/').slice(1).join('/'),
    createHash('sha256').update(canonicalRequest(request, url)).digest('hex'),
  ].join('\n');
  const isSigned = isSignatureOf(text, { signature: parameter('Signature'), credential, secretAccessKey });
  return isSigned ? undefined : wrongSignature;
}

/** Refuses links that nobody has signed as they are, or that have expired; fauxqs follows any. */
export function enforceLinks(app: FauxqsApp, secretAccessKey: string): void {
  app.addHook('preHandler', async ({ method, url, headers }, reply) => {
    const refusal = checkLink({ method, url, headers }, { secretAccessKey, now: new Date() });
    if (refusal === undefined) return;
    const body = method === 'HEAD' ? undefined : refusalXml(refusal);
    await reply.status(refusal.status).header('content-type', 'application/xml').send(body);
  });
}
