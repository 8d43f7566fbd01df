import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionCommit } from '../../lib/app/ports/rotations.ts';
import { ownerChanges } from '../../lib/domain/change.ts';
import { propertySet } from '../../lib/domain/record/property-set.ts';
import { decideBatch } from '../../lib/domain/rotation/decide.ts';
import { candidatesOf } from '../../lib/domain/rotation/eligibility.ts';
import { largestBatch, type Rotation } from '../../lib/domain/rotation/rotation.ts';
import { defaultSettings } from '../../lib/domain/settings.ts';
import { newSeed } from '../../lib/runtime/ids.ts';
import { rotationLedger } from '../../lib/store/rotations/rotation-ledger.ts';
import { aBatch, anAssignment, anId, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { cancels, withFaults } from '../support/faults.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: RotationDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
});
afterAll(() => dynamo?.stop());

/** A decision about these contacts, made on what is there now, not committed yet. */
const decide = async (rotation: Rotation, batch: ReturnType<typeof aBatch>): Promise<DecisionCommit> => {
  const standingsBefore = await desk.standings(rotation.id);
  const records = await desk.records.getMany(
    'contacts',
    batch.enrollments.map(({ recordId }) => recordId),
  );
  const { decision, standings: standingsAfter } = decideBatch({
    rotation,
    standings: standingsBefore,
    candidates: candidatesOf(rotation, {
      everybody: await desk.owners.all(),
      seatRule: defaultSettings,
      daily: {},
      at: someTime,
    }),
    lastResort: { to: 'NOBODY' },
    records,
    batch,
    seed: newSeed(),
    at: someTime,
  });
  const { actor, runId } = batch;
  return { rotation, standingsBefore, standingsAfter, decision, records, actor, runId };
};

describe('committing a decision', () => {
  it('writes the decision, the standings and every owner together', async () => {
    const { rotation } = await desk.open(3);
    const ids = await desk.contacts(5);
    const batch = aBatch(rotation.id, ids);
    const commit = await decide(rotation, batch);
    expect(await desk.ledger.commit(commit)).toBe('COMMITTED');
    expect(await desk.ledger.decision(rotation.id, batch.batchId)).toEqual(commit.decision);
    expect(await desk.standings(rotation.id)).toEqual(commit.standingsAfter);
    expect(await desk.ownersOf(ids)).toEqual(commit.decision.picks.map(({ ownerId }) => ownerId));
  });

  it('leaves on each record the enrollment, the version and what its history needs', async () => {
    const { rotation, ownerIds } = await desk.open(1);
    const [id = ''] = await desk.contacts(1);
    const batch = aBatch(rotation.id, [id], { enrollmentId: 'e5' });
    const commit = await decide(rotation, batch);
    await desk.ledger.commit(commit);
    const after = await desk.records.get('contacts', id);
    expect(after).toMatchObject({
      version: 2,
      enrollments: { [rotation.id]: 'e5' },
      lastWrite: {
        source: 'ROTATION',
        decisionId: batch.batchId,
        runId: 'e5',
        actor: batch.actor,
        notify: true,
      },
    });
    if (after === undefined) throw new Error('The contact is gone.');
    expect(ownerChanges(commit.records.get(id), after, propertySet('contacts'))).toMatchObject([
      { toOwnerId: ownerIds[0] },
    ]);
  });

  it('fits the largest batch', async () => {
    const { rotation } = await desk.open(3);
    const ids = await desk.contacts(largestBatch);
    expect(await desk.ledger.commit(await decide(rotation, aBatch(rotation.id, ids)))).toBe('COMMITTED');
    expect(await desk.ownersOf(ids)).not.toContain(null);
  });

  it('keeps a decision that gives nothing away', async () => {
    const { rotation } = await desk.open(1);
    const batch = aBatch(rotation.id, [anId()]);
    expect(await desk.ledger.commit(await decide(rotation, batch))).toBe('COMMITTED');
    expect((await desk.ledger.decision(rotation.id, batch.batchId))?.skipped).toHaveLength(1);
  });

  it('is DECIDED when the same batch comes again, whatever else has moved', async () => {
    const { rotation } = await desk.open(2);
    const batch = aBatch(rotation.id, await desk.contacts(2));
    const first = await decide(rotation, batch);
    const second = await decide(rotation, batch);
    await desk.ledger.commit(first);
    const after = await desk.standings(rotation.id);
    expect(await desk.ledger.commit(second)).toBe('DECIDED');
    expect(await desk.ledger.decision(rotation.id, batch.batchId)).toEqual(first.decision);
    expect(await desk.standings(rotation.id)).toEqual(after);
  });

  const moves: [string, (rotation: Rotation, recordId: string) => Promise<unknown>][] = [
    [
      'the standings',
      async (rotation) =>
        desk.ledger.commit(await decide(rotation, aBatch(rotation.id, await desk.contacts(1)))),
    ],
    ['a record', (_, id) => desk.records.assign(anAssignment({ objectType: 'contacts', id }, '7'))],
    [
      'the archive, with a record',
      async (_, id) => {
        const before = await desk.records.get('contacts', id);
        if (before === undefined) throw new Error('The contact is gone.');
        const after = { ...before, version: before.version + 1, archivedAt: someTime };
        return desk.records.commit([{ before, after }]);
      },
    ],
  ];

  it.each(moves)('is MOVED when %s moved, and writes nothing at all', async (_, move) => {
    const { rotation } = await desk.open(2);
    const ids = await desk.contacts(4);
    const batch = aBatch(rotation.id, ids);
    const commit = await decide(rotation, batch);
    await move(rotation, ids[3] ?? '');
    const before = {
      standings: await desk.standings(rotation.id),
      records: await desk.records.getMany('contacts', ids),
    };
    expect(await desk.ledger.commit(commit)).toBe('MOVED');
    expect(await desk.ledger.decision(rotation.id, batch.batchId)).toBeUndefined();
    expect(await desk.standings(rotation.id)).toEqual(before.standings);
    expect(await desk.records.getMany('contacts', ids)).toEqual(before.records);
  });

  it.each([0, 1, 2])('is MOVED when another transaction holds its item %i', async (place) => {
    const { rotation } = await desk.open(1);
    const reasons = [undefined, undefined, undefined].map((none, n) =>
      n === place ? 'TransactionConflict' : none,
    );
    const busy = rotationLedger(withFaults(dynamo, cancels(reasons, 1)), dynamo.tables);
    const commit = await decide(rotation, aBatch(rotation.id, await desk.contacts(1)));
    expect(await busy.commit(commit)).toBe('MOVED');
    expect(await busy.commit(commit)).toBe('COMMITTED');
  });
});

describe('the log of decisions', () => {
  it('shows the newest batch first, page by page, and nothing of another rotation', async () => {
    const { rotation } = await desk.open(2);
    const { rotation: other } = await desk.open(2);
    const batchIds = Array.from({ length: 5 }, (_, n) => `e${n}-0000`);
    for (const batchId of batchIds) {
      await desk.ledger.commit(await decide(rotation, aBatch(rotation.id, [anId()], { batchId })));
    }
    await desk.ledger.commit(await decide(other, aBatch(other.id, [anId()])));
    const first = await desk.ledger.decisions(rotation.id, { limit: 3 });
    const second = await desk.ledger.decisions(rotation.id, { limit: 3, after: first.next });
    const listed = [...first.results, ...second.results].map(({ batchId }) => batchId);
    expect(listed).toEqual(batchIds.toReversed());
    expect([first.next, second.next]).toEqual(['e2-0000', undefined]);
  });

  it('knows no decision of a batch that was never decided', async () => {
    const { rotation } = await desk.open(1);
    expect(await desk.ledger.decision(rotation.id, 'never')).toBeUndefined();
    expect(await desk.ledger.decisions(rotation.id, { limit: 10 })).toEqual({ results: [], next: undefined });
  });
});
