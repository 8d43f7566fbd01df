import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/rotate/handler.ts';
import type { QueuedBatch } from '../../../lib/app/ports/rotations.ts';
import { enroll } from '../../../lib/app/rotation/enroll.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import { between, oneOf, someOf } from '../draws.ts';
import type { Life } from '../hazards.ts';
import { attempt } from './attempt.ts';
import { eventOf, isUnreadable, type Letter, unreadable } from './mailbox.ts';
import type { Participant, World } from './world.ts';

/** The same enrollments again in other batches: what a producer does that is cut off and starts anew. */
export const recut = ({ draw, deps }: Participant, batch: QueuedBatch): QueuedBatch[] => {
  const pieces = chunksOf(batch.enrollments, Math.ceil(batch.enrollments.length / between(draw, 1, 3)));
  return pieces.map((enrollments) => ({
    ...batch,
    batchId: `${batch.batchId}/${deps.newSortableId()}`,
    enrollments,
  }));
};

/** The same batch with some of its records named twice, by another enrollment or the same. */
const stuttering = (batch: QueuedBatch, other: string): QueuedBatch => ({
  ...batch,
  batchId: `${batch.batchId}-twice`,
  enrollments: batch.enrollments.flatMap((enrollment, n) => [
    enrollment,
    ...(n % 3 === 0 ? [{ ...enrollment, enrollmentId: n % 2 === 0 ? other : enrollment.enrollmentId }] : []),
  ]),
});

/** Enrolls records in rotations, some of them again and again. */
export const produce = async (world: World, participant: Participant): Promise<void> => {
  const { draw, deps, actor, name } = participant;
  const requests = between(draw, 1, 2);
  const ask = async (n: number): Promise<void> => {
    await actor.pass(draw(30));
    const rotation = await deps.rotations.get(oneOf(draw, world.rotationIds));
    if (rotation === undefined) return;
    const recordIds = someOf(draw, world.recordIds, 25);
    await enroll(deps, rotation, recordIds, { actor: name, requestId: `${name}${n}` });
    const batch = world.mailbox.batches.findLast(({ actor: by }) => by === name);
    if (batch === undefined) return;
    if (draw(3) === 0) await deps.queue.send(recut(participant, batch));
    if (draw(4) === 0) await deps.queue.send([stuttering(batch, deps.newSortableId())]);
    const group = oneOf(draw, [...world.rotationIds, 'nobody']);
    if (draw(5) === 0) world.mailbox.post(group, oneOf(draw, unreadable));
  };
  for (let n = 0; n < requests; n++) await attempt(world, participant, () => ask(n));
};

/** Those that a function must report where nothing else goes wrong: what it cannot read, and what is behind that in its group. */
const dueToFail = (letters: readonly Letter[]): string[] => {
  const stuck = new Set<string>();
  return letters.flatMap((letter) => {
    if (isUnreadable(letter)) stuck.add(letter.group);
    return stuck.has(letter.group) ? letter.messageId : [];
  });
};

export type Shift = {
  life: Life;
  /** Whether nobody will send anything any more. */
  isOver: () => boolean;
  /** Hears of messages that failed without a reason. */
  complain?: (what: string) => void;
};

const context = {} as Context;

/** Works on what comes until nothing is left, each time as a new process if the last was killed. */
export const work = async (
  world: World,
  { draw, deps, actor }: Participant,
  { life, isOver, complain }: Shift,
): Promise<void> => {
  const handler = createHandler(deps);
  for (;;) {
    const letters = await actor.act(async () => world.mailbox.take(draw));
    if (letters.length === 0) {
      if (isOver() && world.mailbox.isQuiet()) return;
      continue;
    }
    life.dead = false;
    const { batchItemFailures } = await handler(eventOf(letters), context);
    const reported = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    if (complain !== undefined && reported.toSorted().join() !== dueToFail(letters).sort().join())
      complain(`Of ${letters.map(({ messageId, body }) => `${messageId} ${body}`)} fail ${reported}.`);
    // A process that dies reports nothing, and everything that it was given comes again.
    const failed = life.dead ? letters.map(({ messageId }) => messageId) : reported;
    await actor.act(async () => world.mailbox.settle(letters, new Set(failed)));
  }
};
