import type { IncomingHttpHeaders } from 'node:http';
import type { AuthorizedClaims } from './authorizer.ts';

/** A request as the event's format needs it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query string as they came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface EventContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly authorized?: AuthorizedClaims | undefined;
  readonly requestId: string;
  readonly receivedAt: Date;
}

const TEXT = /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\b)/i;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000`. */
function logTime(at: Date): string {
  const [, day, clock] = /-(\d\d)T(\d\d:\d\d:\d\d)/.exec(at.toISOString()) ?? [];
  return `${day}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${clock} +0000`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Values of one name are joined by commas, in the order in which they came. */
function queryParameters(query: string): Record<string, string> | undefined {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = name in joined ? `${joined[name]},${value}` : value;
  }
  return Object.keys(joined).length > 0 ? joined : undefined;
}

function joinHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => name !== 'cookie' && value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
  );
}

/**
 * The event of payload format 2.0. Unlike a REST API, an HTTP API hands the path on decoded, the query string as it
 * came, and a body that is not text in base64.
 */
export function createHttpEvent(request: ReceivedRequest, context: EventContext): object {
  const [path = '/', ...rest] = request.url.split('?');
  const rawQueryString = rest.join('?');
  const rawPath = decodePath(path);
  const headers = joinHeaders(request.headers);
  const { cookie } = request.headers;
  const query = queryParameters(rawQueryString);
  const isBase64Encoded = request.body.length > 0 && !TEXT.test(headers['content-type'] ?? 'text/plain');
  const domainName = headers['host'] ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey: context.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      ...(context.authorized === undefined ? {} : { authorizer: { jwt: context.authorized } }),
      domainName,
      domainPrefix: domainName.split(/[.:]/)[0],
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: context.requestId,
      routeKey: context.routeKey,
      stage: '$default',
      time: logTime(context.receivedAt),
      timeEpoch: context.receivedAt.getTime(),
    },
    ...(request.body.length > 0 ? { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') } : {}),
    ...(Object.keys(context.pathParameters).length > 0 ? { pathParameters: context.pathParameters } : {}),
    isBase64Encoded,
  };
}
