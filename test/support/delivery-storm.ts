import type { Draw } from '../../lib/domain/rotation/random.ts';
import { between, drawsOf, oneOf } from './draws.ts';
import type { TestDynamo } from './dynamo.ts';
import { immortal, mortal, type Worker } from './mortal.ts';

export type DeliveryStorm<Delivery> = {
  /** Puts something into the queues that is to be delivered twice. */
  post: (delivery: Delivery) => void;
  /** Lets these things happen in their order, at any time, and delivers all that there is and that comes of it. */
  blow: (events: readonly (() => Promise<unknown>)[]) => Promise<void>;
  /** Delivers everything that there ever was once more, and whatever that leads to. */
  calm: () => Promise<void>;
  kills: () => number;
};

/** How many copies of a message are under way: what is sent again while as many wait tells nobody anything more. */
const copies = 2;

/**
 * Delivers what streams and queues have told, in any order, each at least twice, several at a time, to workers who are killed at random;
 * what a killed worker had comes again.
 *
 * @param hear what streams have told since the last time
 * @param deliver has a worker do what a delivery is about
 * @param pace in how many rounds of deliveries one thing happens: the fewer, the more is on its way at a time
 */
export const deliveryStorm = <Delivery>({
  dynamo,
  draw,
  hear,
  deliver,
  pace = 8,
}: {
  dynamo: TestDynamo;
  draw: Draw;
  hear: () => Promise<Delivery[]>;
  deliver: (delivery: Delivery, worker: Worker) => Promise<unknown>;
  pace?: number;
}): DeliveryStorm<Delivery> => {
  const waiting: string[] = [];
  const all = new Map<string, Delivery>();
  let kills = 0;
  const post = (delivery: Delivery): void => {
    const text = JSON.stringify(delivery);
    all.set(text, delivery);
    const there = waiting.filter((other) => other === text).length;
    for (let n = there; n < copies; n++) waiting.push(text);
  };
  const listen = async (): Promise<void> => {
    for (const delivery of await hear()) post(delivery);
  };
  const send = async (text: string, worker: Worker): Promise<void> => {
    const delivery = all.get(text);
    if (delivery !== undefined) await deliver(delivery, worker);
  };
  const inStorm = async (text: string): Promise<void> => {
    try {
      await send(text, mortal(dynamo, drawsOf(draw(2 ** 32), 'worker'), 60));
    } catch {
      kills += 1;
      waiting.push(text);
    }
  };
  const take = (): string => {
    const next = oneOf(draw, waiting);
    waiting.splice(waiting.indexOf(next), 1);
    return next;
  };
  return {
    post,
    async blow(events) {
      for (const left = [...events]; ; ) {
        if (waiting.length === 0 || draw(4) === 0) await listen();
        if (left.length > 0 && (waiting.length === 0 || draw(pace) === 0)) await left.shift()?.();
        else if (waiting.length === 0) return;
        const some = Array.from({ length: Math.min(between(draw, 1, 4), waiting.length) }, take);
        await Promise.all(some.map(inStorm));
      }
    },
    async calm() {
      for (const text of [...all.keys()]) await send(text, immortal(dynamo));
      for (await listen(); waiting.length > 0; await listen())
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          await send(next, immortal(dynamo));
    },
    kills: () => kills,
  };
};
