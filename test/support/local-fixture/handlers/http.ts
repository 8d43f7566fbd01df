interface HttpEvent {
  readonly queryStringParameters?: Record<string, string>;
  readonly body?: string;
}

interface Context {
  readonly awsRequestId: string;
  readonly memoryLimitInMB: string;
  getRemainingTimeInMillis(): number;
}

let invocations = 0;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const json = (body: unknown) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** Does what the query parameter `do` asks for. */
const actions: Record<string, (event: HttpEvent, context: Context) => unknown> = {
  echo: (event) => json(event),
  count: () => json({ invocations }),
  environment: () => json(process.env),
  context: (_event, context) => json({ ...context, remaining: context.getRemainingTimeInMillis() }),
  object: () => ({ hello: 'world' }),
  text: () => 'just text',
  nothing: () => undefined,
  broken: () => ({ statusCode: 'soon' }),
  brokenBody: () => ({ statusCode: 200, body: { not: 'text' } }),
  cookies: () => ({ statusCode: 201, cookies: ['a=1', 'b=2'], headers: { 'X-Number': 7 }, body: 'made' }),
  binary: () => ({
    statusCode: 200,
    isBase64Encoded: true,
    body: Buffer.from([0, 255, 10]).toString('base64'),
  }),
  size: (event) => json({ length: event.body?.length }),
  large: () => 'x'.repeat(7 * 1024 * 1024),
  throw: () => {
    throw new TypeError('as asked');
  },
  never: () => new Promise(() => undefined),
  spin: () => {
    for (;;);
  },
  sleep: async () => {
    await sleep(400);
    return json({ invocations });
  },
  exit: () => process.exit(3),
  reject: async () => {
    void Promise.reject(new Error('nobody listens'));
    await sleep(1_000);
  },
};

export const handler = async (event: HttpEvent, context: Context) => {
  invocations += 1;
  return actions[event.queryStringParameters?.['do'] ?? 'echo']?.(event, context);
};
