import * as z from 'zod/mini';

/** An answer, ready to be written. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

const headerValue = z.union([z.string(), z.number(), z.boolean()]);

const proxyResponse = z.object({
  statusCode: z.coerce.number<unknown>().check(z.int(), z.gte(100), z.lte(599)),
  headers: z.optional(z.nullable(z.record(z.string(), headerValue))),
  cookies: z.optional(z.nullable(z.array(z.string()))),
  body: z.optional(z.nullable(z.string())),
  isBase64Encoded: z.optional(z.nullable(z.boolean())),
});

/** An answer that API Gateway gives by itself: `{"message":"Not Found"}`. */
export function gatewayAnswer(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/**
 * Reads what a function answered, in payload format 2.0: an object with a status code, or anything else, which is sent as
 * JSON with status 200. Gives undefined where API Gateway answers 500 because the format is broken.
 */
export function readFunctionAnswer(payload: string): HttpAnswer | undefined {
  const value: unknown = JSON.parse(payload);
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    const body = typeof value === 'string' ? value : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const parsed = proxyResponse.safeParse(value);
  if (!parsed.success) return;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const named = Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)]);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(named),
      ...(cookies && cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    },
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}
