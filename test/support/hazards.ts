import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Draw } from '../../lib/domain/rotation/random.ts';
import {
  type Call,
  connectionLost,
  losesTheAnswer,
  losesTheRequest,
  type Output,
  readsOnly,
} from './faults.ts';
import type { Actor, Turns } from './turns.ts';

/** A process that calls the service: once dead, none of its calls is made. */
export type Life = { dead: boolean };

export const killed = (): Error => new Error('The worker was killed.');

/** Whom something befalls. */
export type Caller = { actor: Actor; turns: Turns; life: Life | undefined };

/** Something that may befall a call, in a storm. */
export type Hazard = {
  name: string;
  /** How often, compared to the others. */
  weight: number;
  /** All of them if not said. */
  operations?: readonly string[];
  /** Whether the caller pauses and then makes the call again. */
  comesAgain?: (output: Output) => boolean;
  act: (call: Call, luck: Draw, caller: Caller) => Promise<Output>;
};

const transactions = ['TransactWriteItems'];
const singleWrites = ['UpdateItem', 'PutItem', 'DeleteItem'];

/** What DynamoDB answers when it cannot now, and the status that comes with it. */
const refusals: readonly [name: string, status: number, fault: 'client' | 'server'][] = [
  ['ThrottlingException', 400, 'client'],
  ['ProvisionedThroughputExceededException', 400, 'client'],
  ['RequestLimitExceeded', 400, 'client'],
  ['TransactionInProgressException', 400, 'client'],
  ['InternalServerError', 500, 'server'],
];

const refusal = (name: string, httpStatusCode: number, $fault: 'client' | 'server'): Error =>
  new DynamoDBServiceException({ name, $fault, $metadata: { httpStatusCode }, message: name });

const busy = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/** A cancellation since some of the items are busy. */
const cancellation = ({ input }: Call, luck: Draw): Error => {
  const items = input['TransactItems'] as unknown[];
  const first = luck(items.length);
  const CancellationReasons = items.map((_, place) => ({
    Code: place === first || luck(8) === 0 ? (busy[luck(busy.length)] ?? '') : 'None',
  }));
  return new TransactionCanceledException({ message: 'Cancelled', $metadata: {}, CancellationReasons });
};

/** What the calling code sees once the SDK has tried all that it would. */
export const hazardsOfCalls: readonly Hazard[] = [
  { name: 'loses its answer for good', weight: 2, act: (call) => losesTheAnswer().act(call) },
  { name: 'is lost for good', weight: 1, act: (call) => losesTheRequest().act(call) },
  {
    name: 'reads only some',
    weight: 1,
    operations: ['BatchGetItem'],
    comesAgain: ({ UnprocessedKeys }) => Object.keys(UnprocessedKeys as object).length > 0,
    act: (call, luck) => readsOnly(luck(3)).act(call),
  },
  {
    name: 'is cancelled',
    weight: 6,
    operations: transactions,
    act: (call, luck) => Promise.reject(cancellation(call, luck)),
  },
  {
    // The SDK does not try that again.
    name: 'meets a transaction',
    weight: 2,
    operations: singleWrites,
    act: () => Promise.reject(refusal('TransactionConflictException', 400, 'client')),
  },
];

/** The request is on its way for some turns, while nobody is there any more to hear what becomes of it. */
const sendOff = ({ proceed }: Call, luck: Draw, turns: Turns): void => {
  const onItsWay = turns.join();
  const arrive = async (): Promise<void> => {
    await onItsWay.pass(luck(6));
    await onItsWay.act(proceed);
  };
  arrive()
    .catch(() => undefined)
    .finally(onItsWay.leave);
};

/** What the SDK sees, which then tries again, with the same token, where it finds that worth it. */
export const hazardsOfAttempts: readonly Hazard[] = [
  {
    name: 'waits',
    weight: 8,
    act: async ({ proceed }, luck, { actor }) => {
      await actor.pass(luck(20));
      return actor.act(proceed);
    },
  },
  {
    name: 'is refused',
    weight: 4,
    act: (_, luck) => Promise.reject(refusal(...(refusals[luck(refusals.length)] ?? ['', 400, 'client']))),
  },
  { name: 'is lost', weight: 2, act: (call) => losesTheRequest().act(call) },
  {
    name: 'loses its answer',
    weight: 6,
    act: async ({ proceed }, _, { actor }) => {
      await actor.act(proceed);
      throw connectionLost();
    },
  },
  {
    name: 'arrives late',
    weight: 4,
    act: async (call, luck, { turns }) => {
      sendOff(call, luck, turns);
      throw connectionLost();
    },
  },
];

/** The caller is killed just before its request, when it is sent but not answered, or just after it is answered. */
export const hazardsOfLife: readonly Hazard[] = (['before', 'during', 'after'] as const).flatMap((moment) => {
  const act: Hazard['act'] = async (call, luck, { actor, turns, life }) => {
    if (life !== undefined) life.dead = true;
    if (moment === 'during') sendOff(call, luck, turns);
    if (moment === 'after') await actor.act(call.proceed);
    throw killed();
  };
  const name = `kills the caller ${moment} it`;
  return [
    { name, weight: 1, act },
    { name, weight: 4, operations: transactions, act },
  ];
});
