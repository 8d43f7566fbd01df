import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueuedBatch } from '../../lib/app/ports/rotations.ts';
import { type Rotated, rotate } from '../../lib/app/rotation/rotate.ts';
import { Conflict } from '../../lib/domain/errors.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { aBatch, anAssignment, anId, anOwner, changed, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { cancels, type Fault, losesTheAnswer, meanwhile, withFaults } from '../support/faults.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: RotationDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
});
afterAll(() => dynamo?.stop());

const work = (batch: QueuedBatch, ...faults: Fault[]): Promise<Rotated> =>
  rotate(
    {
      ...desk.worker(faults.length === 0 ? dynamo.client : withFaults(dynamo, ...faults)),
      patience: { attempts: 8, ceilingMs: 50 },
    },
    batch,
  );
const outcomes = (results: Rotated[]) => results.map(({ outcome }) => outcome).sort();
const countsOf = async (recordIds: readonly string[], ownerIds: readonly string[]) => {
  const owners = await desk.ownersOf(recordIds);
  return ownerIds.map((id) => owners.filter((ownerId) => ownerId === id).length);
};
const threes = [3, 3, 3];

/** The standings give exactly what the records show. */
const expectStandingsToMatch = async (rotation: Rotation, recordIds: readonly string[]): Promise<void> => {
  const { members, turns } = await desk.standings(rotation.id);
  const ownerIds = Object.keys(members);
  const counts = await countsOf(recordIds, ownerIds);
  expect(ownerIds.map((id) => members[id]?.count)).toEqual(counts);
  expect(turns).toBe(counts.reduce((sum, count) => sum + count, 0));
  expect(Object.values(members).reduce((sum, { credit }) => sum + credit, 0)).toBe(0);
};

const remove = async (rotationId: string): Promise<void> => {
  const before = await desk.rotations.get(rotationId);
  if (before === undefined) throw new Error('The rotation is gone.');
  const standings = await desk.standings(rotationId);
  const moved = { ...standings, version: standings.version + 1 };
  await desk.rotations.replace({
    before,
    after: { ...before, version: before.version + 1, deletedAt: someTime },
    standings: { before: standings, after: moved, alignment: undefined },
    restsOn: [],
  });
};

describe('nine contacts and three owners', () => {
  const inBatches = (rotationId: string, ids: string[], sizes: number[]): QueuedBatch[] => {
    const left = [...ids];
    return sizes.map((size) => aBatch(rotationId, left.splice(0, size)));
  };

  it.each([
    ['in one batch', [9], [0, 0]],
    ['in batches of three, in order', [3, 3, 3], [0, 0, 1, 1, 2, 2]],
    ['in batches of three, the last first', [3, 3, 3], [2, 1, 0, 2, 1, 0]],
    ['in odd batches, mixed up', [4, 1, 2, 2], [3, 1, 3, 0, 2, 1, 0, 2]],
    ['one by one', [1, 1, 1, 1, 1, 1, 1, 1, 1], [8, 0, 8, 7, 1, 1, 0, 7, 6, 5, 4, 3, 2, 2, 3, 4, 5, 6]],
  ])('end with three each, delivered twice %s', async (_, sizes, order) => {
    const { rotation, ownerIds } = await desk.open(3);
    const ids = await desk.contacts(9);
    const batches = inBatches(rotation.id, ids, sizes);
    const results: Rotated[] = [];
    for (const n of order) {
      const batch = batches[n];
      if (batch !== undefined) results.push(await work(batch));
    }
    expect(await countsOf(ids, ownerIds)).toEqual(threes);
    expect(results.filter(({ outcome }) => outcome === 'DECIDED')).toHaveLength(sizes.length);
    expect(results.filter(({ outcome }) => outcome === 'DECIDED_BEFORE')).toHaveLength(sizes.length);
    await expectStandingsToMatch(rotation, ids);
  });

  it('end with three each when every batch is delivered to two workers at once', async () => {
    const { rotation, ownerIds } = await desk.open(3);
    const ids = await desk.contacts(9);
    const batches = inBatches(rotation.id, ids, [3, 3, 3]);
    const results = await Promise.all([...batches, ...batches].map((batch) => work(batch)));
    expect(outcomes(results).filter((outcome) => outcome === 'DECIDED')).toHaveLength(3);
    expect(await countsOf(ids, ownerIds)).toEqual(threes);
    await expectStandingsToMatch(rotation, ids);
  });

  it('end with three each when the answers are lost and the messages come again', async () => {
    const { rotation, ownerIds } = await desk.open(3);
    const ids = await desk.contacts(9);
    for (const batch of inBatches(rotation.id, ids, [2, 5, 2])) {
      await expect(work(batch, losesTheAnswer('TransactWriteItems'))).rejects.toThrow('lost');
      expect(await work(batch)).toEqual({ outcome: 'DECIDED_BEFORE', picked: 0, skipped: 0 });
    }
    expect(await countsOf(ids, ownerIds)).toEqual(threes);
    await expectStandingsToMatch(rotation, ids);
  });

  it('end with three each when other transactions stand in the way twice', async () => {
    const { rotation, ownerIds } = await desk.open(3);
    const ids = await desk.contacts(9);
    const conflicts = cancels([undefined, 'TransactionConflict'], 2);
    expect(await work(aBatch(rotation.id, ids), conflicts)).toMatchObject({ outcome: 'DECIDED', picked: 9 });
    expect(await countsOf(ids, ownerIds)).toEqual(threes);
  });
});

describe('two workers', () => {
  it('decide one batch once between them', async () => {
    const { rotation } = await desk.open(3);
    const ids = await desk.contacts(20);
    const batch = aBatch(rotation.id, ids);
    const results = await Promise.all([work(batch), work(batch), work(batch)]);
    expect(outcomes(results)).toEqual(['DECIDED', 'DECIDED_BEFORE', 'DECIDED_BEFORE']);
    await expectStandingsToMatch(rotation, ids);
  });

  it('decide two batches of one rotation one after the other', async () => {
    const { rotation, ownerIds } = await desk.open(4);
    const ids = await desk.contacts(8);
    const results = await Promise.all([
      work(aBatch(rotation.id, ids.slice(0, 4))),
      work(aBatch(rotation.id, ids.slice(4))),
    ]);
    expect(outcomes(results)).toEqual(['DECIDED', 'DECIDED']);
    expect(await countsOf(ids, ownerIds)).toEqual([2, 2, 2, 2]);
    const { results: log } = await desk.ledger.decisions(rotation.id, { limit: 10 });
    const turns = log.flatMap(({ picks }) => picks.map(({ turn }) => turn));
    expect(turns.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('decide a record in two batches of one enrollment once, whichever comes first', async () => {
    const { rotation } = await desk.open(3);
    const ids = await desk.contacts(6);
    const enrollmentId = anId();
    const whole = aBatch(rotation.id, ids, { enrollmentId });
    const half = aBatch(rotation.id, ids.slice(2), { enrollmentId });
    await Promise.all([work(whole), work(half)]);
    await expectStandingsToMatch(rotation, ids);
    const { results: log } = await desk.ledger.decisions(rotation.id, { limit: 10 });
    expect(log.flatMap(({ picks }) => picks)).toHaveLength(6);
  });

  it('decide a record once even where the rotation overwrites', async () => {
    const { rotation } = await desk.open(3, { overwrite: true });
    const ids = await desk.contacts(6);
    const enrollmentId = anId();
    await work(aBatch(rotation.id, ids, { enrollmentId }));
    const owners = await desk.ownersOf(ids);
    expect(await work(aBatch(rotation.id, ids, { enrollmentId }))).toMatchObject({ picked: 0, skipped: 6 });
    expect(await desk.ownersOf(ids)).toEqual(owners);
    expect(await work(aBatch(rotation.id, ids, { enrollmentId: anId() }))).toMatchObject({ picked: 6 });
  });

  it('of two rotations give a record that both enrolled to one owner', async () => {
    const [one, two] = [await desk.open(2), await desk.open(2)];
    const ids = await desk.contacts(10);
    const results = await Promise.all([one, two].map(({ rotation }) => work(aBatch(rotation.id, ids))));
    expect(results.reduce((sum, { picked }) => sum + picked, 0)).toBe(10);
    expect(await desk.ownersOf(ids)).not.toContain(null);
  });
});

describe('between reading and committing', () => {
  const archive = async (id: string) => {
    const before = await desk.records.get('contacts', id);
    if (before === undefined) throw new Error('The contact is gone.');
    await desk.records.commit([{ before, after: changed(before, { archivedAt: someTime }) }]);
  };

  it.each([
    ['archived', archive, 'RECORD_NOT_FOUND'],
    [
      'assigned by hand',
      (id: string) => desk.records.assign(anAssignment({ objectType: 'contacts', id }, '7')),
      'ALREADY_OWNED',
    ],
  ] as const)('a record may be %s: it is skipped, the others are given', async (_, happens, reason) => {
    const { rotation } = await desk.open(2);
    const ids = await desk.contacts(4);
    const [lost = ''] = ids;
    const batch = aBatch(rotation.id, ids);
    const result = await work(
      batch,
      meanwhile('TransactWriteItems', () => happens(lost)),
    );
    expect(result).toEqual({ outcome: 'DECIDED', picked: 3, skipped: 1 });
    const decision = await desk.ledger.decision(rotation.id, batch.batchId);
    expect(decision?.skipped).toMatchObject([{ recordId: lost, reason }]);
    await expectStandingsToMatch(rotation, ids);
  });

  it('a record may be written elsewhere: it is given away as it is then', async () => {
    const { rotation } = await desk.open(1);
    const [id = ''] = await desk.contacts(1);
    const rename = async () => {
      const before = await desk.records.get('contacts', id);
      if (before === undefined) throw new Error('The contact is gone.');
      const properties = { ...before.properties, city: 'Bonn' };
      await desk.records.commit([{ before, after: changed(before, { properties }) }]);
    };
    await work(aBatch(rotation.id, [id]), meanwhile('TransactWriteItems', rename));
    const after = await desk.records.get('contacts', id);
    expect(after).toMatchObject({ version: 3, properties: { city: 'Bonn' } });
    expect(await desk.ownersOf([id])).not.toContain(null);
  });

  it.each(['TransactWriteItems', 'BatchGetItem'])(
    'the rotation may be deleted, just before a %s: nothing is given away',
    async (operation) => {
      const { rotation } = await desk.open(2);
      const ids = await desk.contacts(3);
      const batch = aBatch(rotation.id, ids);
      expect(
        await work(
          batch,
          meanwhile(operation, () => remove(rotation.id)),
        ),
      ).toMatchObject({ picked: 0 });
      expect(await desk.ownersOf(ids)).toEqual([null, null, null]);
      const decision = await desk.ledger.decision(rotation.id, batch.batchId);
      expect(decision?.skipped.map(({ reason }) => reason)).toEqual(ids.map(() => 'ROTATION_DELETED'));
    },
  );

  it('a member may be deactivated before the owners are read: they get nothing', async () => {
    const { rotation, ownerIds } = await desk.open(2);
    const [leaver = '', stayer = ''] = ownerIds;
    const ids = await desk.contacts(4);
    const deactivate = async () => {
      const before = await desk.owners.get(leaver);
      if (before === undefined) throw new Error('The owner is gone.');
      await desk.owners.replace(before, { ...before, active: false, version: before.version + 1 });
    };
    await work(aBatch(rotation.id, ids), meanwhile('Query', deactivate));
    expect(await countsOf(ids, [leaver, stayer])).toEqual([0, 4]);
  });
});

/** A batch read is no snapshot: here its first table is read, then something happens, then the others are read. */
const torn = (happens: () => Promise<unknown>): Fault => ({
  operation: 'BatchGetItem',
  times: 1,
  act: async ({ input, proceed }) => {
    const [first, ...others] = Object.entries(input['RequestItems'] as object);
    const read = (tables: [string, unknown][]) =>
      proceed({ ...input, RequestItems: Object.fromEntries(tables) });
    const { Responses: early = {} } = first === undefined ? {} : await read([first]);
    await happens();
    const { Responses: late = {} } = others.length === 0 ? {} : await read(others);
    return { Responses: Object.assign({}, early, late) };
  },
});

describe('reading what a decision rests on', () => {
  it('takes no rotation for alive whose deletion has moved the standings that it reads', async () => {
    const { rotation } = await desk.open(2);
    const ids = await desk.contacts(3);
    const fault = torn(() => remove(rotation.id));
    expect(await work(aBatch(rotation.id, ids), fault)).toEqual({
      outcome: 'DECIDED',
      picked: 0,
      skipped: 3,
    });
    expect(await desk.ownersOf(ids)).toEqual([null, null, null]);
  });
});

describe('a batch', () => {
  it('of a rotation that never was is done with', async () => {
    expect(await work(aBatch(anId(), await desk.contacts(1)))).toMatchObject({ outcome: 'NO_SUCH_ROTATION' });
  });

  it('that nobody is eligible for leaves the records as they are and says so', async () => {
    const { rotation, ownerIds } = await desk.open(1);
    await desk.owners.replace(
      anOwner({ id: ownerIds[0] ?? '' }),
      anOwner({ id: ownerIds[0] ?? '', active: false }),
    );
    const ids = await desk.contacts(2);
    const batch = aBatch(rotation.id, ids);
    expect(await work(batch)).toMatchObject({ outcome: 'DECIDED', picked: 0, skipped: 2 });
    const decision = await desk.ledger.decision(rotation.id, batch.batchId);
    expect(decision).toMatchObject({
      excluded: [{ ownerId: ownerIds[0], reasons: ['DEACTIVATED'] }],
      skipped: ids.map((recordId) => ({ recordId, reason: 'NO_ELIGIBLE_OWNER' })),
    });
    expect(await desk.ownersOf(ids)).toEqual([null, null]);
  });

  it('that cannot be committed for all the others is a Conflict, and comes again', async () => {
    const { rotation } = await desk.open(1);
    const ids = await desk.contacts(1);
    const batch = aBatch(rotation.id, ids);
    await expect(work(batch, cancels(['TransactionConflict']))).rejects.toBeInstanceOf(Conflict);
    expect(await desk.ownersOf(ids)).toEqual([null]);
    expect(await work(batch)).toMatchObject({ outcome: 'DECIDED', picked: 1 });
  });

  it('goes to the primary members of a team, whoever they are by then', async () => {
    const [first, second, extra] = [
      anOwner({ primaryTeamId: '31' }),
      anOwner({ primaryTeamId: '31' }),
      anOwner({ secondaryTeamIds: ['31'] }),
    ];
    await Promise.all([first, extra].map((owner) => desk.owners.create(owner)));
    const { rotation } = await desk.open(0, { pool: { kind: 'teams', teamIds: ['31'] } });
    const ids = await desk.contacts(6);
    await work(aBatch(rotation.id, ids.slice(0, 2)));
    await desk.owners.create(second);
    await work(aBatch(rotation.id, ids.slice(2)));
    expect(await countsOf(ids, [first.id, second.id, extra.id])).toEqual([4, 2, 0]);
    expect(await desk.standings(rotation.id)).toMatchObject({ epoch: 3, turns: 4 });
  });
});
