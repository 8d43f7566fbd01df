import { createHash, createHmac } from 'node:crypto';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ReportLinks } from '../app/ports/import-reports.ts';

type Address = { protocol: string; host: string; path: string; query: Record<string, string> };
type HttpRequest = {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query: Record<string, string>;
};

/** Where the client would send a request for an object, without sending it: that depends on region and endpoint. */
const addressOf = async (s3: S3Client, command: GetObjectCommand): Promise<Address> => {
  let found: Address | undefined;
  command.middlewareStack.add(
    () => async (args) => {
      const { protocol, hostname, port, path, query } = args.request as HttpRequest;
      const host = port === undefined ? hostname : `${hostname}:${port}`;
      found = { protocol, host, path, query };
      return { response: {}, output: { $metadata: {} } };
    },
    { step: 'finalizeRequest', priority: 'high', name: 'addressOnly' },
  );
  await s3.send(command);
  if (found === undefined) throw new Error('The S3 client made no request.');
  return found;
};

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** RFC 3986, which encodes more than `encodeURIComponent` does. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const queryOf = (parameters: Record<string, string>): string =>
  Object.keys(parameters)
    .toSorted()
    .map((name) => `${encoded(name)}=${encoded(parameters[name] ?? '')}`)
    .join('&');

/**
 * Links that read one object, signed with the rights of whoever makes them. A link also ends with the credentials that signed it.
 *
 * Source: "Authenticating requests: using query parameters (AWS Signature Version 4)" in the S3 API reference.
 */
export const reportLinks = (s3: S3Client, now: () => string): ReportLinks => ({
  async sign({ bucket, key, fileName, seconds }) {
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ResponseContentDisposition: `attachment; filename="${fileName}"`,
      ResponseContentType: 'text/csv; charset=utf-8',
    });
    const { protocol, host, path, query } = await addressOf(s3, command);
    const [credentials, region] = await Promise.all([s3.config.credentials(), s3.config.region()]);
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const time = now().replace(/[-:]|\.\d+/g, '');
    const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
    const parameters = queryOf({
      ...query,
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${accessKeyId}/${scope}`,
      'X-Amz-Date': time,
      'X-Amz-Expires': String(seconds),
      'X-Amz-SignedHeaders': 'host',
      ...(sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken }),
    });
    const request = ['GET', path, parameters, `host:${host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
    const digest = createHash('sha256').update(request).digest('hex');
    const signingKey = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
    const toSign = ['AWS4-HMAC-SHA256', time, scope, digest].join('\n');
    const signature = hmac(signingKey, toSign).toString('hex');
    return `${protocol}//${host}${path}?${parameters}&X-Amz-Signature=${signature}`;
  },
});
