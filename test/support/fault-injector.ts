import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Draw } from '../../lib/domain/rotation/random.ts';
import { connectionLost, type Fault, losesTheAnswer, losesTheRequest, readsOnly } from './faults.ts';
import type { Actor, Turns } from './turns.ts';

/** A process that calls the service: once dead, none of its calls is made. */
export type Life = { dead: boolean };

const killed = (): Error => new Error('The worker was killed.');

/** Nothing is called by who is dead. */
const dies = (life: Life, at: 'call' | 'attempt'): Fault => ({
  at,
  act: async ({ proceed }) => {
    if (life.dead) throw killed();
    return proceed();
  },
});

/** The worker is killed just before its request, once it is sent but not answered, or just after it is answered. */
const kills = (life: Life, moment: 'before' | 'during' | 'after', arriveLate: Fault['act']): Fault => ({
  at: 'attempt',
  act: async (call) => {
    life.dead = true;
    if (moment === 'during') await arriveLate(call).catch(() => undefined);
    if (moment === 'after') await call.proceed();
    throw killed();
  },
});

/** The caller hears nothing of its request and takes it for lost, but it is done some turns later. */
const arrivesLate =
  (turns: Turns, draw: Draw): Fault['act'] =>
  async ({ proceed }) => {
    const onItsWay = turns.join();
    const arrive = async (): Promise<void> => {
      await onItsWay.pass(draw(4));
      await onItsWay.act(proceed);
    };
    arrive()
      // Nobody is there any more to hear what became of it.
      .catch(() => undefined)
      .finally(onItsWay.leave);
    throw connectionLost();
  };

/** What DynamoDB answers when it cannot now, and the status that comes with it. */
const refusals: readonly [name: string, status: number, fault: 'client' | 'server'][] = [
  ['ThrottlingException', 400, 'client'],
  ['ProvisionedThroughputExceededException', 400, 'client'],
  ['RequestLimitExceeded', 400, 'client'],
  ['TransactionInProgressException', 400, 'client'],
  ['InternalServerError', 500, 'server'],
];

/** DynamoDB refuses for a reason that may be gone at the next try. */
const refusesForNow =
  (draw: Draw): Fault['act'] =>
  async () => {
    const [name, httpStatusCode, $fault] = refusals[draw(refusals.length)] ?? ['', 400, 'client'];
    throw new DynamoDBServiceException({ name, $fault, $metadata: { httpStatusCode }, message: name });
  };

const busy = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/** The transaction is cancelled since some of its items are busy. */
const cancelsForNow =
  (draw: Draw): Fault['act'] =>
  async ({ input }) => {
    const items = input['TransactItems'] as unknown[];
    const first = draw(items.length);
    const CancellationReasons = items.map((_, place) =>
      place === first || draw(8) === 0 ? { Code: busy[draw(busy.length)] ?? '' } : { Code: 'None' },
    );
    const message = 'Transaction cancelled';
    throw new TransactionCanceledException({ message, $metadata: {}, CancellationReasons });
  };

/** A single write meets a transaction on its item. The SDK does not try that again. */
const conflicts: Fault['act'] = async () => {
  const name = 'TransactionConflictException';
  const $metadata = { httpStatusCode: 400 };
  throw new DynamoDBServiceException({ name, $fault: 'client', $metadata, message: name });
};

export type Storm = {
  draw: Draw;
  /** Each kind of fault befalls about one in so many calls that it may befall. */
  oneIn: number;
  actor: Actor;
  turns: Turns;
  /** Given for those who can be killed. */
  life?: Life;
  /** Hears of every fault and every request, for who wants to understand a run. */
  note: (what: string) => void;
};

/**
 * Faults everywhere, drawn from a seed: what the code sees after the SDK's retries, what the SDK sees within them, delays, requests
 * that arrive late, and death. Each request takes a turn, so that others come in between any two of them.
 */
export const storm = ({ draw, oneIn, actor, turns, life, note }: Storm): Fault[] => {
  const noted = (name: string, fault: Fault): Fault => ({
    ...fault,
    act: (call) => {
      note(`${call.operation} ${name}`);
      return fault.act(call);
    },
  });
  const sometimes = (name: string, fault: Fault, rarer = 1): Fault =>
    noted(name, { ...fault, times: undefined, when: () => draw(oneIn * rarer) === 0 });
  const late = arrivesLate(turns, draw);
  const writes = ['UpdateItem', 'PutItem', 'DeleteItem'];
  const deaths = (['before', 'during', 'after'] as const).map((moment) => ({ moment, life }));
  return [
    ...(life === undefined ? [] : [dies(life, 'call'), dies(life, 'attempt')]),
    sometimes('answer lost for good', losesTheAnswer()),
    sometimes('answer lost for good', losesTheAnswer('TransactWriteItems')),
    sometimes('request lost for good', losesTheRequest(), 2),
    sometimes('reads only some', readsOnly(draw(3)), 2),
    sometimes('cancelled', { operation: 'TransactWriteItems', act: cancelsForNow(draw) }),
    ...writes.map((operation) => sometimes('meets a transaction', { operation, act: conflicts })),
    sometimes('waits', {
      at: 'attempt',
      act: async ({ proceed }) => {
        await actor.pass(draw(20));
        return proceed();
      },
    }),
    sometimes('refused', { at: 'attempt', act: refusesForNow(draw) }),
    sometimes('request lost', { ...losesTheRequest(), at: 'attempt' }, 2),
    sometimes('answer lost', { ...losesTheAnswer(), at: 'attempt' }),
    { at: 'attempt', act: ({ proceed }) => actor.act(proceed) },
    sometimes('arrives late', { at: 'attempt', act: late }),
    ...deaths.flatMap(({ moment, life: of }) =>
      of === undefined
        ? []
        : [
            sometimes(`dies ${moment}`, { operation: 'TransactWriteItems', ...kills(of, moment, late) }),
            sometimes(`dies ${moment}`, kills(of, moment, late), 8),
          ],
    ),
    noted('is made', { at: 'attempt', act: ({ proceed }) => proceed() }),
  ];
};
