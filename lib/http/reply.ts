import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { securityHeaders } from './security-headers.ts';

/** A body that is no JSON. */
export type Media = { mediaType: string } & ({ text: string } | { bytes: Uint8Array });

type Headers = Readonly<Record<string, string>>;

/** What a route answers; a body goes out as JSON, media as they are. */
export type Reply = { status: number; body?: unknown; media?: Media; headers?: Headers };

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const accepted = (body: unknown): Reply => ({ status: 202, body });
export const noContent: Reply = { status: 204 };

/** A reply with the version of what it is about, by which a later change can say what it rests on. */
export const withVersion = (reply: Reply, version: number): Reply => ({
  ...reply,
  headers: { ...reply.headers, etag: `"${version}"` },
});

export const media = (content: Media, headers: Headers = {}): Reply => ({
  status: 200,
  media: content,
  headers,
});

type Content = { contentType: string; body: string; isBase64Encoded?: true };

const contentOf = ({ body, media: content }: Reply): Content | undefined => {
  if (content === undefined) {
    return body === undefined ? undefined : { contentType: 'application/json', body: JSON.stringify(body) };
  }
  const { mediaType: contentType } = content;
  return 'text' in content
    ? { contentType, body: content.text }
    : { contentType, body: Buffer.from(content.bytes).toString('base64'), isBase64Encoded: true };
};

export const toResult = (reply: Reply): APIGatewayProxyStructuredResultV2 => {
  const { contentType, ...content } = contentOf(reply) ?? {};
  return {
    statusCode: reply.status,
    headers: {
      ...securityHeaders,
      ...reply.headers,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    },
    ...content,
  };
};
