import { randomUUID } from 'node:crypto';
import { type LocalFunction, MAX_PAYLOAD_BYTES } from '../lambda/function.ts';
import type { CorsConfiguration } from '../resources/http-api.ts';
import type { AuthorizedClaims, JwtAuthorizer } from './authorizer.ts';
import { corsHeaders, isPreflight, preflightAnswer } from './cors.ts';
import { createHttpEvent, type ReceivedRequest } from './event.ts';
import { gatewayAnswer, type HttpAnswer, readFunctionAnswer } from './response.ts';
import { createRouter } from './router.ts';
import type { Throttle } from './throttle.ts';

/** A route with all that answers it. */
export interface GatewayRoute {
  readonly routeKey: string;
  readonly target: LocalFunction;
  readonly timeoutMs: number;
  readonly authorizer: JwtAuthorizer | undefined;
  readonly scopes: readonly string[];
  readonly throttle: Throttle | undefined;
}

export interface GatewayOptions {
  readonly accountId: string;
  readonly apiId: string;
  readonly routes: readonly GatewayRoute[];
  readonly cors: CorsConfiguration | undefined;
}

/** Answers a request as an HTTP API with function integrations does. */
export type Gateway = (request: ReceivedRequest) => Promise<HttpAnswer>;

const UNAUTHORIZED = gatewayAnswer(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
const TIMED_OUT = gatewayAnswer(504, 'Endpoint request timed out');
const FAILED = gatewayAnswer(500, 'Internal Server Error');

export function createGateway({ accountId, apiId, routes, cors }: GatewayOptions): Gateway {
  const findRoute = createRouter(routes);

  const answer = async (request: ReceivedRequest): Promise<HttpAnswer> => {
    const match = findRoute(request.method, request.url.split('?')[0] ?? '/');
    if (match === undefined) return gatewayAnswer(404, 'Not Found');
    const { route, pathParameters } = match;
    let authorized: AuthorizedClaims | undefined;
    if (route.authorizer !== undefined) {
      const result = await route.authorizer.authorize(request.headers.authorization, route.scopes);
      if (result.outcome === 'unauthorized') return UNAUTHORIZED;
      if (result.outcome === 'forbidden') return insufficientScope(route.scopes);
      authorized = result.authorized;
    }
    if (route.throttle?.admits(Date.now()) === false) return gatewayAnswer(429, 'Too Many Requests');
    const event = createHttpEvent(request, {
      accountId,
      apiId,
      routeKey: route.routeKey,
      pathParameters,
      authorized,
      requestId: randomUUID(),
      receivedAt: new Date(),
    });
    // The gateway accepts 10 MB, the function only what fits its payload; a body in base64 grows by a third.
    if (Buffer.byteLength(JSON.stringify(event)) > MAX_PAYLOAD_BYTES) {
      return gatewayAnswer(413, 'Request Entity Too Large');
    }
    return invoke(route, event);
  };

  return async (request) => {
    if (cors === undefined) return answer(request);
    const { origin } = request.headers;
    if (isPreflight(request.method, request.headers)) return preflightAnswer(cors, origin);
    const { status, headers, body } = await answer(request);
    const own = Object.entries(headers).filter(([name]) => !name.startsWith('access-control-'));
    return { status, body, headers: { ...Object.fromEntries(own), ...corsHeaders(cors, origin) } };
  };
}

const insufficientScope = (scopes: readonly string[]): HttpAnswer =>
  gatewayAnswer(403, 'Forbidden', {
    'www-authenticate': `Bearer scope="${scopes.join(' ')}" error="insufficient_scope"`,
  });

async function invoke({ target, timeoutMs }: GatewayRoute, event: object): Promise<HttpAnswer> {
  const invocation = target.tryInvoke(event);
  if (invocation === undefined) return gatewayAnswer(503, 'Service Unavailable');
  const { promise: timeout, resolve } = Promise.withResolvers<'timeout'>();
  const timer = setTimeout(() => resolve('timeout'), timeoutMs);
  const result = await Promise.race([invocation, timeout]);
  clearTimeout(timer);
  if (result === 'timeout') return TIMED_OUT;
  return (result.ok ? readFunctionAnswer(result.payload) : undefined) ?? FAILED;
}
