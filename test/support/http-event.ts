import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { ApiHandler } from '../../lib/http/api.ts';

export type TestRequest = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  /** Sent as it is if it is a text, else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  base64?: boolean;
  scopes?: string[];
  claims?: Record<string, string>;
  requestId?: string;
  /** How long the function may take. */
  remainingMs?: number;
};

/** An event as API Gateway makes it from a request with a token that it has checked. */
export const httpEvent = (routeKey: string, request: TestRequest = {}): APIGatewayProxyEventV2 => {
  const { path, query, body, headers = {}, base64 = false, scopes = [], requestId = 'request-1' } = request;
  const claims = request.claims ?? { sub: 'ada', email: 'ada@example.com', scope: scopes.join(' ') };
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const [method = '', rawPath = ''] = routeKey.split(' ');
  const requestContext = {
    accountId: '123456789012',
    apiId: 'api',
    domainName: 'localhost',
    domainPrefix: 'api',
    http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    requestId,
    routeKey,
    stage: '$default',
    time: '01/Mar/2026:09:00:00 +0000',
    timeEpoch: 0,
    authorizer: { principalId: '', integrationLatency: 0, jwt: { claims, scopes: null } },
  };
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', ...headers },
    requestContext,
    isBase64Encoded: base64,
    ...(path === undefined ? {} : { pathParameters: path }),
    ...(query === undefined ? {} : { queryStringParameters: query }),
    ...(text === undefined ? {} : { body: base64 ? Buffer.from(text).toString('base64') : text }),
  };
};

const contextOf = ({ remainingMs = 10_000 }: TestRequest): Context =>
  ({ awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => remainingMs }) as Context;

/** Calls a function of the API; the body of its answer comes as what its JSON says. */
export const call = async (
  handler: ApiHandler,
  routeKey: string,
  request: TestRequest = {},
): Promise<{ status: number; body: unknown; headers: APIGatewayProxyStructuredResultV2['headers'] }> => {
  const { statusCode = 0, body, headers } = await handler(httpEvent(routeKey, request), contextOf(request));
  return { status: statusCode, body: body === undefined ? undefined : JSON.parse(body), headers };
};
