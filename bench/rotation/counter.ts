import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { concurrently } from '../../lib/app/concurrently.ts';
import { ownerProperty } from '../../lib/domain/object-type.ts';
import type { LastWrite } from '../../lib/domain/record/record.ts';
import { now } from '../../lib/runtime/clock.ts';
import { newSortableId } from '../../lib/runtime/ids.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { recordAssigner } from '../../lib/store/records/record-assign.ts';
import type { Contender, Load } from './contender.ts';
import { checkShares, prepareField } from './field.ts';
import { meteredClient } from './metered-client.ts';

type Counter = { table: string; rotationId: string };

/**
 * The next turn of a round robin: read the counter, move it on if nobody else did, else look again at once, as most such loops do.
 * No limit of attempts, for a turn given up would be a record lost.
 */
const takeTurn = async (dynamo: Dynamo, { table, rotationId }: Counter): Promise<number> => {
  const Key = { rotationId, item: 'counter' };
  for (;;) {
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    const next = Number(Item?.['next'] ?? 0);
    try {
      await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key,
          UpdateExpression: 'SET #next = :after',
          ConditionExpression: '#next = :next OR attribute_not_exists(#next)',
          ExpressionAttributeNames: { '#next': 'next' },
          ExpressionAttributeValues: { ':next': next, ':after': next + 1 },
        }),
      );
      return next;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
};

/**
 * The baseline: what one would write first. Per record, take a turn from a counter, set the owner on the condition that there is
 * none yet, put the entry of history; several workers side by side. It writes the very items that Rota writes, into the same
 * tables, through the same client. A worker that dies between its steps loses a turn or a history entry; that is not measured.
 */
export const prepareCounter = async ({
  records,
  owners,
  producers,
  roundTripMs,
}: Load): Promise<Contender> => {
  const field = await prepareField(records, owners);
  const { dynamo, ownerIds } = field;
  const meter = meteredClient(dynamo.endpoint, roundTripMs);
  const { assign } = recordAssigner(meter.client, dynamo.tables.records);
  const changes = changeStore(meter.client, dynamo.tables.changes);

  const giveAway = async (rotationId: string, recordId: string): Promise<void> => {
    const turn = await takeTurn(meter.client, { table: dynamo.tables.rotations, rotationId });
    const ownerId = ownerIds[turn % ownerIds.length] ?? null;
    const at = now();
    const by = { actor: 'bench@example.com', runId: rotationId, decisionId: String(turn), notify: true };
    const write: LastWrite = { id: newSortableId(), at, source: 'ROTATION', ...by };
    const record = { objectType: 'contacts', recordId, property: ownerProperty } as const;
    const result = await assign({ ...record, ownerId, overwrite: false, write });
    if (result.outcome !== 'ASSIGNED') throw new Error(`Record ${recordId}: ${result.outcome}.`);
    const { changeId, previousOwnerId } = result;
    const moved = { fromOwnerId: previousOwnerId, toOwnerId: ownerId, recordVersion: turn };
    await changes.putAll([{ ...record, changeId, ...moved, write }]);
  };
  const work = (rotationId: string, recordIds: readonly string[]): Promise<unknown> =>
    concurrently(recordIds, producers, (recordId) => giveAway(rotationId, recordId));

  await work(newSortableId(), field.warmUpIds);
  meter.reset();

  const rotationId = newSortableId();
  let given = 0;
  return {
    name: 'Counter',
    begin: async () => undefined,
    async advance(to) {
      const some = field.recordIds.slice(given, to);
      await work(rotationId, some);
      given += some.length;
      return given;
    },
    tally: meter.tally,
    check: () => checkShares(field),
    async stop() {
      meter.destroy();
      await dynamo.stop();
    },
  };
};
