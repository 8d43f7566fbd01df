import type { IncomingHttpHeaders } from 'node:http';
import type { CorsConfiguration } from '../resources/http-api.ts';
import type { HttpAnswer } from './response.ts';

/** Whether API Gateway answers the request by itself because it asks for permission. */
export const isPreflight = (method: string, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** The headers that let the page of this origin read the answer; none for an origin that is not allowed. */
export function corsHeaders(
  cors: CorsConfiguration,
  origin: string | undefined,
): Readonly<Record<string, string>> {
  const origins = cors.AllowOrigins ?? [];
  if (origin === undefined || !origins.some((allowed) => allowed === '*' || allowed === origin)) return {};
  return {
    'access-control-allow-origin': origins.includes('*') ? '*' : origin,
    ...(cors.AllowCredentials === true ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.ExposeHeaders === undefined
      ? {}
      : { 'access-control-expose-headers': cors.ExposeHeaders.join(',') }),
  };
}

/** The answer to a preflight request, from the template's configuration. */
export function preflightAnswer(cors: CorsConfiguration, origin: string | undefined): HttpAnswer {
  const headers = corsHeaders(cors, origin);
  const allowed = Object.keys(headers).length > 0;
  return {
    status: 204,
    body: Buffer.alloc(0),
    headers: {
      ...headers,
      ...(allowed && cors.AllowMethods !== undefined
        ? { 'access-control-allow-methods': cors.AllowMethods.join(',') }
        : {}),
      ...(allowed && cors.AllowHeaders !== undefined
        ? { 'access-control-allow-headers': cors.AllowHeaders.join(',') }
        : {}),
      ...(allowed && cors.MaxAge !== undefined ? { 'access-control-max-age': String(cors.MaxAge) } : {}),
    },
  };
}
