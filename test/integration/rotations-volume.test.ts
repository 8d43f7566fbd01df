import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHandler } from '../../functions/rotate/handler.ts';
import { enroll } from '../../lib/app/rotation/enroll.ts';
import { replayRotation } from '../../lib/app/rotation/replay.ts';
import { chunksOf } from '../../lib/chunks-of.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { newSortableId } from '../../lib/runtime/ids.ts';
import { aRecord } from '../support/builders.ts';
import { drawsOf, shuffled } from '../support/draws.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';
import { eventOf, type Letter } from '../support/schedules/mailbox.ts';

const producers = 50;
const recordsEach = 50;
const owners = 7;
const workers = 4;
const deliveries = 3;
const messagesAtOnce = 10;
const deadline = 120_000;

let dynamo: TestDynamo;
let desk: RotationDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
});
afterAll(() => dynamo?.stop());

/** New contacts, without the e-mails whose keys would cost as much again. */
const contacts = async (count: number): Promise<string[]> => {
  const made = Array.from({ length: count }, () => aRecord('contacts'));
  for (const some of chunksOf(made, 100))
    await desk.records.commit(some.map((after) => ({ before: undefined, after })));
  return made.map(({ id }) => id);
};

/** All producers at once, half of them in each of two rotations. */
const enrollAll = async (rotations: readonly Rotation[], recordIds: readonly string[]): Promise<void> => {
  const requests = chunksOf(recordIds, recordsEach).map(async (ids, n) => {
    const rotation = rotations[n % rotations.length];
    if (rotation === undefined) throw new Error('There is no rotation.');
    const by = { actor: `producer-${n}`, requestId: `request-${n}` };
    return enroll({ queue: desk.queue, newSortableId }, rotation, ids, by);
  });
  await Promise.all(requests);
};

/** Hands everything to several workers at once; whatever fails comes again. */
const deliverAll = async (letters: Letter[]): Promise<void> => {
  const handler = createHandler(desk.worker());
  const work = async (): Promise<void> => {
    while (letters.length > 0) {
      const taken = letters.splice(0, messagesAtOnce);
      const { batchItemFailures } = await handler(eventOf(taken), {} as Context);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      letters.push(...taken.filter(({ messageId }) => failed.has(messageId)));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
};

it(
  'gives each record of fifty producers to one owner, every message delivered three times to several workers',
  async () => {
    const { rotation: one } = await desk.open(owners);
    const { rotation: other } = await desk.open(owners);
    const recordIds = await contacts(producers * recordsEach);
    await enrollAll([one, other], recordIds);
    const messages = desk.queued.map(
      (batch): Letter => ({
        messageId: batch.batchId,
        group: batch.rotationId,
        body: JSON.stringify(batch),
        receives: 0,
      }),
    );
    expect(messages).toHaveLength(producers);
    const copies = Array.from({ length: deliveries }, () => messages).flat();
    await deliverAll(shuffled(drawsOf(1, 'order'), copies));

    expect(await desk.ownersOf(recordIds)).not.toContain(null);
    const given: string[] = [];
    for (const { id } of [one, other]) {
      const { results: decisions } = await desk.ledger.decisions(id, { limit: 1_000 });
      const picks = decisions.flatMap((decision) => decision.picks);
      given.push(...picks.map(({ recordId }) => recordId));
      const { turns, members } = await desk.standings(id);
      const counts = Object.values(members).map(({ count }) => count);
      expect(turns).toBe(picks.length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      expect(await replayRotation(desk, id)).toMatchObject({ matches: true, turns, differences: [] });
      const owned = await desk.ownersOf(picks.map(({ recordId }) => recordId));
      expect(owned).toEqual(picks.map(({ ownerId }) => ownerId));
    }
    expect(given.toSorted()).toEqual(recordIds.toSorted());
  },
  deadline,
);
