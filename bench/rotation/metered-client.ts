import { setTimeout as delay } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { type Consumed, countAnswer, countRefusal, newTally, type Tally } from './tally.ts';

type Output = {
  $metadata?: { attempts?: number };
  ConsumedCapacity?: Consumed | readonly Consumed[];
};
type TransactInput = { TransactItems?: Record<string, { TableName?: string } | undefined>[] };

const listOf = (consumed: Consumed | readonly Consumed[] | undefined): readonly Consumed[] =>
  consumed === undefined ? [] : 'length' in consumed ? consumed : [consumed];

const tablesOf = ({ TransactItems = [] }: TransactInput): string[] =>
  TransactItems.map((item) => Object.values(item).find((action) => action?.TableName)?.TableName ?? '');

const countFailure = (tally: Tally, error: unknown, input: object): void => {
  if (error instanceof ConditionalCheckFailedException) {
    const tables = [(input as { TableName?: string }).TableName ?? ''];
    const attempts = error.$metadata.attempts ?? 1;
    countRefusal(tally, { attempts, tables, atFault: tables, unitsPerItem: 1 });
  } else if (error instanceof TransactionCanceledException) {
    const tables = tablesOf(input as TransactInput);
    const reasons = error.CancellationReasons ?? [];
    const atFault = tables.filter((_, n) => (reasons[n]?.Code ?? 'None') !== 'None');
    countRefusal(tally, { attempts: error.$metadata.attempts ?? 1, tables, atFault, unitsPerItem: 2 });
  }
};

/** A client whose calls are counted; everything else about it is as in a deployed function. */
export type MeteredClient = {
  client: Dynamo;
  /** What was counted since the last reset. */
  tally: () => Tally;
  reset: () => void;
  destroy: () => void;
};

/** The network as a deployed function has it: each request takes so long more, half of it on the way there. */
const addRoundTrip = (client: DynamoDBClient, roundTripMs: number): void => {
  client.middlewareStack.add(
    (next) => async (args) => {
      await delay(roundTripMs / 2);
      try {
        return await next(args);
      } finally {
        await delay(roundTripMs / 2);
      }
    },
    { step: 'deserialize', name: 'network', priority: 'low' },
  );
};

/**
 * Asks for the consumed capacity with every call, which nobody else has to, and counts calls, refusals and capacity.
 *
 * @param endpoint the emulator's address
 * @param roundTripMs what a network would add to each request, in milliseconds
 */
export const meteredClient = (endpoint: string, roundTripMs: number): MeteredClient => {
  let tally = newTally();
  const plain = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    maxAttempts: 5,
  });
  // As lib/runtime/dynamo.ts does.
  plain.middlewareStack.remove('loggerMiddleware');
  if (roundTripMs > 0) addRoundTrip(plain, roundTripMs);
  plain.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = String(context['commandName']).replace(/Command$/, '');
      const input = { ...args.input, ReturnConsumedCapacity: 'INDEXES' };
      try {
        const result = await next({ ...args, input });
        const { $metadata, ConsumedCapacity } = result.output as Output;
        const attempts = $metadata?.attempts ?? 1;
        countAnswer(tally, operation, { attempts, consumed: listOf(ConsumedCapacity) });
        return result;
      } catch (error) {
        countFailure(tally, error, input);
        throw error;
      }
    },
    { step: 'initialize', name: 'meter' },
  );
  return {
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    tally: () => tally,
    reset: () => {
      tally = newTally();
    },
    destroy: () => plain.destroy(),
  };
};
