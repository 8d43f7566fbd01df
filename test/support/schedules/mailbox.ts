import type { SQSEvent } from 'aws-lambda';
import type { QueuedBatch, RotationQueue } from '../../../lib/app/ports/rotations.ts';
import type { Draw } from '../../../lib/domain/rotation/random.ts';
import { between, oneOf, shuffled } from '../draws.ts';
import { connectionLost } from '../faults.ts';
import type { Actor } from '../turns.ts';

/** A message on its way to a worker; the same one may be on its way several times. */
export type Letter = { messageId: string; group: string; body: string; receives: number };

/** The queue between producers and workers, much worse than SQS: nothing keeps an order, and much comes twice or three times. */
export type Mailbox = {
  /** The queue as producers and workers see it; `fails` says whether a request or its answer is lost. */
  queue: (actor: Actor, draw: Draw, fails: () => boolean) => RotationQueue;
  post: (group: string, body: string, copies?: number) => void;
  /**
   * Takes a few letters out, in any order: those of one rotation, and unreadable ones of any. What a worker does for one rotation
   * after the other can be run again; what it does for several at once depends on how long each takes.
   */
  take: (draw: Draw) => Letter[];
  /** Puts those back that are to come again; the others are done with. */
  settle: (letters: readonly Letter[], failed: ReadonlySet<string>) => void;
  /** Whether nothing is on its way and nothing is being worked on. */
  isQuiet: () => boolean;
  /** Every batch that was ever sent. */
  batches: QueuedBatch[];
  /** Letters that failed too often; as the dead-letter queue they wait to be sent back. */
  parked: Letter[];
  /** Sends back what was parked. */
  redrive: () => void;
};

/** What nobody can read. */
export const unreadable = ['', 'hello', '[]', '{}', '{"batchId":1}', '{"rotationId":"1","retryHeld":false}'];

export const isUnreadable = ({ body }: Letter): boolean => unreadable.includes(body);

const mostReceives = 5;

export const mailbox = (): Mailbox => {
  const waiting: Letter[] = [];
  const parked: Letter[] = [];
  const batches: QueuedBatch[] = [];
  let posted = 0;
  let takenOut = 0;
  const post = (group: string, body: string, copies = 1): void => {
    const messageId = `m${++posted}`;
    for (let copy = 0; copy < copies; copy++) waiting.push({ messageId, group, body, receives: 0 });
  };
  return {
    post,
    queue: (actor, draw, fails) => {
      const request = (done: () => void): Promise<void> =>
        actor.act(async () => {
          if (fails()) throw connectionLost();
          done();
          if (fails()) throw connectionLost();
        });
      return {
        send: (sent) =>
          request(() => {
            for (const batch of sent) {
              const body = JSON.stringify(batch);
              batches.push(JSON.parse(body));
              post(batch.rotationId, body, oneOf(draw, [1, 1, 2, 3]));
            }
          }),
        retryHeld: (rotationIds) =>
          request(() => {
            for (const rotationId of rotationIds)
              post(rotationId, JSON.stringify({ rotationId, retryHeld: true }));
          }),
      };
    },
    take(draw) {
      const [first] = waiting.splice(draw(waiting.length || 1), 1);
      if (first === undefined) return [];
      const letters = [first];
      const most = between(draw, 1, 4);
      for (const letter of shuffled(draw, waiting)) {
        if (letters.length === most) break;
        if (letter.group !== first.group && !isUnreadable(letter)) continue;
        letters.push(...waiting.splice(waiting.indexOf(letter), 1));
      }
      takenOut += letters.length;
      return letters;
    },
    settle(letters, failed) {
      takenOut -= letters.length;
      for (const letter of letters) {
        if (!failed.has(letter.messageId)) continue;
        const again = { ...letter, receives: letter.receives + 1 };
        (again.receives < mostReceives ? waiting : parked).push(again);
      }
    },
    isQuiet: () => waiting.length === 0 && takenOut === 0,
    batches,
    parked,
    redrive: () => {
      waiting.push(...parked.splice(0).map((letter) => ({ ...letter, receives: 0 })));
    },
  };
};

/** The letters as Lambda hands them to a function. */
export const eventOf = (letters: readonly Letter[]): SQSEvent => ({
  Records: letters.map(({ messageId, group, body, receives }) => ({
    messageId,
    body,
    receiptHandle: '',
    attributes: {
      MessageGroupId: group,
      ApproximateReceiveCount: String(receives + 1),
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'eu-west-1',
  })),
});
