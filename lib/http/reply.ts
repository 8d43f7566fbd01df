import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What a route answers; the body goes out as JSON. */
export type Reply = { status: number; body?: unknown };

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const accepted = (body: unknown): Reply => ({ status: 202, body });
export const noContent: Reply = { status: 204 };

export const toResult = ({ status, body }: Reply): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  ...(body === undefined
    ? {}
    : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
});
