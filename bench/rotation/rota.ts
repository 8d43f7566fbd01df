import { createHandler as createHistoryHandler } from '../../functions/record-changes/handler.ts';
import { createHandler as createRotateHandler } from '../../functions/rotate/handler.ts';
import { enroll, largestEnrollment } from '../../lib/app/rotation/enroll.ts';
import { chunksOf } from '../../lib/chunks-of.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { newStandings } from '../../lib/domain/rotation/standings.ts';
import { now } from '../../lib/runtime/clock.ts';
import { newId, newSortableId } from '../../lib/runtime/ids.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { aRotationAmong } from '../../test/support/builders.ts';
import type { Contender, Load } from './contender.ts';
import { checkShares, type Field, prepareField } from './field.ts';
import { fifoQueue } from './fifo-queue.ts';
import { openHistoryStream } from './history-stream.ts';
import { meteredClient } from './metered-client.ts';

const openRotation = async ({ desk, ownerIds }: Field): Promise<Rotation> => {
  const rotation = aRotationAmong(ownerIds, { id: newId() });
  await desk.rotations.create(rotation, newStandings(rotation.id, ownerIds), []);
  return rotation;
};

/**
 * Rota itself: producers enroll through the use case, the batches wait in a FIFO queue, the function `rotate` decides them and
 * `record-changes` writes the history from the table's stream, both as deployed but for the counting client.
 */
export const prepareRota = async ({ records, owners, producers, roundTripMs }: Load): Promise<Contender> => {
  const field = await prepareField(records, owners);
  const { dynamo, desk } = field;
  const meter = meteredClient(dynamo.endpoint, roundTripMs);
  const stream = await openHistoryStream(dynamo.endpoint, dynamo.tables.records);
  await stream.skip();

  const queue = fifoQueue();
  const rotate = createRotateHandler({ ...desk.worker(meter.client), queue, now });
  const changes = changeStore(meter.client, dynamo.tables.changes);
  const properties = propertyCatalog(meter.client, dynamo.tables.directory);
  const writeHistory = createHistoryHandler({ changes, properties, recordFromImage });

  const produce = async (rotation: Rotation, recordIds: readonly string[]): Promise<void> => {
    for (const some of chunksOf(recordIds, largestEnrollment)) {
      const by = { actor: 'bench@example.com', requestId: newId() };
      await enroll({ queue, newSortableId }, rotation, some, by);
    }
  };
  const followStream = async (): Promise<void> => {
    while ((await stream.deliver(writeHistory)) > 0);
  };
  /** While the next messages are decided, the history of those before them is written; the last is waited for. */
  const decideUntil = async (enough: number): Promise<number> => {
    let decided = 0;
    let history = Promise.resolve();
    while (decided < enough) {
      const done = await queue.deliver(rotate);
      if (done.length === 0) break;
      for (const { body } of done) decided += JSON.parse(body).enrollments.length;
      history = history.then(followStream);
    }
    await history;
    return decided;
  };

  await produce(await openRotation(field), field.warmUpIds);
  await decideUntil(field.warmUpIds.length);
  meter.reset();

  const rotation = await openRotation(field);
  let given = 0;
  return {
    name: 'Rota',
    async begin() {
      const shares = chunksOf(field.recordIds, Math.ceil(records / producers));
      await Promise.all(shares.map((share) => produce(rotation, share)));
    },
    async advance(to) {
      given += await decideUntil(to - given);
      return given;
    },
    tally: meter.tally,
    check: () => checkShares(field),
    async stop() {
      meter.destroy();
      stream.destroy();
      await dynamo.stop();
    },
  };
};
