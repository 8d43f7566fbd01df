/** What the service answered. Which body comes with which status follows from the call. */
export type Answer<Status extends number, Body> = { status: Status; body: Body; headers: Headers };

/** Why a request was refused. `errors` names each field, record or scope at fault. */
export type Refusal = {
  category: string;
  message: string;
  correlationId: string;
  errors?: { message: string; in?: string; code?: string }[];
};

/** The service has refused a request, or failed at it. */
export class ServiceError extends Error {
  readonly status: number;
  /** Undefined if it came from before the service: from the gateway that checks tokens, or a proxy. */
  readonly refusal: Refusal | undefined;
  /** After how many seconds the same request may succeed, if it is worth another try. */
  readonly retryAfter: number | undefined;
  constructor(call: Call, response: Response, refusal: Refusal | undefined) {
    super(
      `${call.method} ${call.path} answered ${response.status}: ${refusal?.message ?? 'no reason given'}`,
    );
    this.name = 'ServiceError';
    this.status = response.status;
    this.refusal = refusal;
    this.retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN) || undefined;
  }
}

/** One request, as the calls of the client make it. */
export type Call = {
  method: string;
  path: string;
  query?: Readonly<Record<string, unknown>> | undefined;
  headers?: Readonly<Record<string, string | undefined>> | undefined;
  body?: unknown;
};

/** Sends a request. The type of the answer is what the caller knows of it from the API's document. */
export type Send = <A extends Answer<number, unknown>>(call: Call) => Promise<A>;

export type ConnectionOptions = {
  /** Where the service is, without a slash at its end. */
  apiUrl: string;
  /** Who asks; a function is asked before each request, so that it can renew a token that expires. */
  token: string | (() => string | Promise<string>);
  fetch?: typeof fetch;
};

const queryOf = (query: Call['query'] = {}): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])))}`;
};

const parsed = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isRefusal = (body: unknown): body is Refusal =>
  typeof body === 'object' && body !== null && 'category' in body && 'message' in body;

/**
 * A connection to a service, for the calls of the client.
 *
 * @throws ServiceError for every answer but a success, from the calls
 */
export const connect =
  ({ apiUrl, token, fetch: send = fetch }: ConnectionOptions): Send =>
  async <A extends Answer<number, unknown>>(call: Call): Promise<A> => {
    const headers = new Headers({
      authorization: `Bearer ${typeof token === 'string' ? token : await token()}`,
    });
    if (call.body !== undefined) headers.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(call.headers ?? {})) {
      if (value !== undefined) headers.set(name, value);
    }
    const response = await send(`${apiUrl}${call.path}${queryOf(call.query)}`, {
      method: call.method,
      headers,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const body = parsed(await response.text());
    if (!response.ok) throw new ServiceError(call, response, isRefusal(body) ? body : undefined);
    return { status: response.status, body, headers: response.headers } as A;
  };
