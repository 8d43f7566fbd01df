import { createHandler } from '../../functions/rotations/handler.ts';
import type { RotationLedger } from '../../lib/app/ports/rotations.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { newSeed, newSortableId } from '../../lib/runtime/ids.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import { aBatch, anId, someTime } from './builders.ts';
import type { TestDynamo } from './dynamo.ts';
import { call, type TestRequest } from './http-event.ts';
import { type RotationDesk, rotationDesk } from './rotation-desk.ts';

type Decided = { recordIds: string[]; path: { rotationId: string; batchId: string } };

/** The function `rotations` on a test's tables, and the stores behind it. */
export type RotationApi = {
  desk: RotationDesk;
  /** The function, with another reader of the log if given. */
  handler: (ledger?: Partial<RotationLedger>) => ApiHandler;
  /** Asks it with the scope that it wants. */
  ask: (route: string, request: TestRequest) => ReturnType<typeof call>;
  /** A rotation of Ada, Grace and Alan, of whom Alan is deactivated. */
  ofThree: (fields?: Partial<Rotation>) => Promise<{ rotation: Rotation; ids: string[] }>;
  /** Has a rotation decide about so many new contacts in one batch. */
  decide: (rotation: Pick<Rotation, 'id'>, count: number) => Promise<Decided>;
};

export const rotationApi = (dynamo: TestDynamo): RotationApi => {
  const desk = rotationDesk(dynamo);
  const handler = (ledger: Partial<RotationLedger> = {}): ApiHandler =>
    createHandler({
      ...desk,
      ledger: { ...desk.ledger, ...ledger },
      teams: teamStore(dynamo.client, dynamo.tables.directory),
      now: () => someTime,
      newId: anId,
      newSortableId,
      newSeed,
    });
  const usual = handler();
  return {
    desk,
    handler,
    ask: (route, request) => call(usual, route, { scopes: ['automation'], ...request }),
    async ofThree(fields) {
      const { rotation, ownerIds } = await desk.open(3, fields);
      for (const [n, id] of ownerIds.entries()) {
        const before = await desk.owners.get(id);
        if (before === undefined) throw new Error('The owner is gone.');
        const named = { firstName: ['Ada', 'Grace', 'Alan'][n] ?? '', lastName: '' };
        await desk.owners.replace(before, {
          ...before,
          ...named,
          active: n < 2,
          version: before.version + 1,
        });
      }
      return { rotation, ids: ownerIds };
    },
    async decide({ id }, count) {
      const recordIds = await desk.contacts(count);
      const batch = aBatch(id, recordIds);
      await rotate(desk.worker(), batch);
      return { recordIds, path: { rotationId: id, batchId: batch.batchId } };
    },
  };
};
