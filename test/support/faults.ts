import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TestDynamo } from './dynamo.ts';
import { retriesWithoutWaiting } from './retries-without-waiting.ts';
import { signedByNobody } from './signed-by-nobody.ts';

export type Output = Record<string, unknown>;
export type Call = {
  operation: string;
  input: Record<string, unknown>;
  /** Lets the call go on; with another input, if it befell the call and not one of its attempts. */
  proceed: (input?: Record<string, unknown>) => Promise<Output>;
};

/** What goes wrong at some calls. */
export type Fault = {
  /** In the words of DynamoDB's API: `TransactWriteItems`, `Query`; every operation if not said. */
  operation?: string | undefined;
  /** How many calls it befalls, the first ones; all of them if not said. */
  times?: number | undefined;
  /** Whether it befalls this call; it does if not said. */
  when?: () => boolean;
  /**
   * `call`, if not said, stands outside the SDK's own retries: it is what the calling code sees after those. `attempt` stands
   * inside: the SDK sees it, and tries again with the same token where it finds that worth it.
   */
  at?: 'call' | 'attempt';
  act: (call: Call) => Promise<Output>;
};

type Step = (call: Call) => Promise<Output>;

/** The step, with this fault around it. */
const within = (step: Step, { operation, times = Number.POSITIVE_INFINITY, when, act }: Fault): Step => {
  let left = times;
  return (call) => {
    if ((operation ?? call.operation) !== call.operation || left <= 0 || when?.() === false)
      return step(call);
    left -= 1;
    return act({ ...call, proceed: (input = call.input) => step({ ...call, input }) });
  };
};

/** Puts the faults of one place into one middleware: the SDK sorts them all anew for each call. */
const install = (client: DynamoDBClient, at: 'call' | 'attempt', faults: readonly Fault[]): void => {
  const befall = faults.reduceRight(within, ({ input, proceed }: Call) => proceed(input));
  client.middlewareStack.add(
    (next, context) => async (args) => {
      let last: Awaited<ReturnType<typeof next>> | undefined;
      const output = await befall({
        operation: String(context['commandName']).replace(/Command$/, ''),
        input: args.input as Call['input'],
        proceed: async (input) => {
          last = await next({ ...args, ...(input === undefined ? {} : { input }) });
          return last.output as unknown as Output;
        },
      });
      return { response: undefined, ...last, output: { $metadata: {}, ...output } };
    },
    // The step `deserialize` comes once for each attempt. Its type differs by the request, which nothing here looks at.
    { step: (at === 'call' ? 'initialize' : 'deserialize') as 'initialize', priority: 'high', name: at },
  );
};

/**
 * A client of the same emulator of whose calls some go wrong; other clients do not notice. Of several faults at one call the
 * first stands outermost.
 */
export const withFaults = (dynamo: TestDynamo, ...faults: Fault[]): DynamoDBDocumentClient => {
  const plain = new DynamoDBClient({
    endpoint: dynamo.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    retryStrategy: retriesWithoutWaiting,
    signer: signedByNobody,
    requestHandler: dynamo.client.config.requestHandler,
  });
  plain.middlewareStack.remove('loggerMiddleware');
  for (const at of ['call', 'attempt'] as const) {
    const here = faults.filter((fault) => (fault.at ?? 'call') === at);
    if (here.length > 0) install(plain, at, here);
  }
  return DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
};

/** Something that somebody else does just before the call. */
export const meanwhile = (operation: string, somethingElse: () => Promise<unknown>, times = 1): Fault => ({
  operation,
  times,
  act: async ({ proceed }) => {
    await somethingElse();
    return proceed();
  },
});

/** What Node says when a connection breaks; the SDK finds that worth another try. */
export const connectionLost = (): Error =>
  Object.assign(new Error('The connection was lost.'), { code: 'ECONNRESET' });

/** The call is done, but its answer is lost on the way back. */
export const losesTheAnswer = (operation?: string, times = 1): Fault => ({
  operation,
  times,
  act: async ({ proceed }) => {
    await proceed();
    throw connectionLost();
  },
});

/** The call is lost on its way, and nothing is done. */
export const losesTheRequest = (operation?: string, times = 1): Fault => ({
  operation,
  times,
  act: async () => Promise.reject(connectionLost()),
});

/** The call is refused, and nothing is done. */
export const refuses = (operation: string, error: Error, times?: number): Fault => ({
  operation,
  times,
  act: async () => Promise.reject(error),
});

/** The transaction is cancelled since items of it are busy: each has the reason at its place, `None` where there is none. */
export const cancels = (reasons: (string | undefined)[], times?: number): Fault =>
  refuses(
    'TransactWriteItems',
    new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: reasons.map((Code = 'None') => ({ Code })),
    }),
    times,
  );

type Requests = Record<string, { Keys: unknown[] }>;

/** Of the keys of each table only the first `read` are read; the others are handed back. */
export const readsOnly = (read: number, times?: number): Fault => ({
  operation: 'BatchGetItem',
  times,
  act: async ({ input, proceed }) => {
    const wanted = Object.entries(input['RequestItems'] as Requests);
    const some = wanted.map(([table, { Keys, ...rest }]) => [table, { ...rest, Keys: Keys.slice(0, read) }]);
    const unread = wanted
      .map(([table, { Keys }]) => [table, { Keys: Keys.slice(read) }] as const)
      .filter(([, { Keys }]) => Keys.length > 0);
    const output = read === 0 ? {} : await proceed({ ...input, RequestItems: Object.fromEntries(some) });
    return { ...output, UnprocessedKeys: Object.fromEntries(unread) };
  },
});

/** Of the items of each table only the first `written` are written; the others are handed back. */
export const writesOnly = (written: number, times?: number): Fault => ({
  operation: 'BatchWriteItem',
  times,
  act: async ({ input, proceed }) => {
    const wanted = Object.entries(input['RequestItems'] as Record<string, unknown[]>);
    const some = wanted.map(([table, requests]) => [table, requests.slice(0, written)]);
    const left = wanted.map(([table, requests]) => [table, requests.slice(written)] as const);
    if (written > 0) await proceed({ ...input, RequestItems: Object.fromEntries(some) });
    return { UnprocessedItems: Object.fromEntries(left.filter(([, requests]) => requests.length > 0)) };
  },
});
