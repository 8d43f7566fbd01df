import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TestDynamo } from './dynamo.ts';

type Output = Record<string, unknown>;
type Call = { input: Record<string, unknown>; proceed: (input?: Record<string, unknown>) => Promise<Output> };

/** What goes wrong at some calls of one operation, in the words of DynamoDB's API: `TransactWriteItems`, `Query`. */
export type Fault = {
  operation: string;
  /** How many calls it befalls, the first ones; all of them if not said. */
  times?: number;
  act: (call: Call) => Promise<Output>;
};

/**
 * A client of the same emulator of whose calls some go wrong. Other clients do not notice. The faults stand outside the SDK's own
 * retries, so that they are what the calling code sees after those.
 */
export const withFaults = (dynamo: TestDynamo, ...faults: Fault[]): DynamoDBDocumentClient => {
  const plain = new DynamoDBClient({
    endpoint: dynamo.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const [place, { operation, times = Number.POSITIVE_INFINITY, act }] of faults.entries()) {
    let left = times;
    plain.middlewareStack.add(
      (next, context) => async (args) => {
        if (context['commandName'] !== `${operation}Command` || left <= 0) return next(args);
        left -= 1;
        let last: Awaited<ReturnType<typeof next>> | undefined;
        const proceed = async (input: object = args.input): Promise<Output> => {
          last = await next({ ...args, input });
          return last.output as unknown as Output;
        };
        const output = await act({ input: args.input as Call['input'], proceed });
        return { response: undefined, ...last, output: { $metadata: {}, ...output } };
      },
      { step: 'initialize', name: `fault ${place} at ${operation}` },
    );
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

/** The call is done, but its answer is lost on the way back. */
export const losesTheAnswer = (operation: string, times = 1): Fault => ({
  operation,
  times,
  act: async ({ proceed }) => {
    await proceed();
    throw new Error('The connection was lost.');
  },
});

/** The call is refused, and nothing is done. */
export const refuses = (operation: string, error: Error, times?: number): Fault => ({
  operation,
  ...(times === undefined ? {} : { times }),
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
  ...(times === undefined ? {} : { times }),
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
  ...(times === undefined ? {} : { times }),
  act: async ({ input, proceed }) => {
    const wanted = Object.entries(input['RequestItems'] as Record<string, unknown[]>);
    const some = wanted.map(([table, requests]) => [table, requests.slice(0, written)]);
    const left = wanted.map(([table, requests]) => [table, requests.slice(written)] as const);
    if (written > 0) await proceed({ ...input, RequestItems: Object.fromEntries(some) });
    return { UnprocessedItems: Object.fromEntries(left.filter(([, requests]) => requests.length > 0)) };
  },
});
