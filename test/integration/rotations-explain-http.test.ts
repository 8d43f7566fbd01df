import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/changes/handler.ts';
import { writeHistory } from '../../lib/app/record-history.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import type { OwnerChange } from '../../lib/domain/change.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { aBatch, anAssignment, anId, anOwner, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { call } from '../support/http-event.ts';
import { type RotationApi, rotationApi } from '../support/rotation-api.ts';

const one = '/ownership/v1/rotations/{rotationId}';
const why = '/ownership/v1/objects/{objectType}/{recordId}/changes/{changeId}/explanation';

let dynamo: TestDynamo;
let api: RotationApi;
let changes: ApiHandler;
beforeAll(async () => {
  dynamo = await startDynamo();
  api = rotationApi(dynamo);
  changes = createHandler({ ...api.desk, changes: changeStore(dynamo.client, dynamo.tables.changes) });
});
afterAll(() => dynamo?.stop());

const contact = async (id: string): Promise<CrmRecord> => {
  const record = await api.desk.records.get('contacts', id);
  if (record === undefined) throw new Error(`There is no contact ${id}.`);
  return record;
};

/** Does something to a contact, and writes what its history says of that. */
const historyOf = async (id: string, happens: () => Promise<unknown>): Promise<OwnerChange> => {
  const before = await contact(id);
  await happens();
  const store = changeStore(dynamo.client, dynamo.tables.changes);
  const [change] = await writeHistory({ ...api.desk, changes: store }, [
    { before, after: await contact(id) },
  ]);
  if (change === undefined) throw new Error(`Contact ${id} has not changed hands.`);
  return change;
};

const explanationOf = ({ recordId, changeId }: OwnerChange) =>
  call(changes, `GET ${why}`, {
    path: { objectType: 'contacts', recordId, changeId },
    scopes: ['crm.objects.contacts.read'],
  });

describe('a decision', () => {
  it('explains each record in words and in numbers, beside what it said before', async () => {
    const { rotation, ids } = await api.ofThree();
    const { recordIds, path } = await api.decide(rotation, 2);
    const { status, body } = await api.ask(`GET ${one}/decisions/{batchId}`, { path });
    const logged = await api.desk.ledger.decision(path.rotationId, path.batchId);
    const [winner, other] = logged?.picks.map(({ ownerId }) => (ownerId === ids[0] ? 'Ada' : 'Grace')) ?? [];
    const out = 'Alan (deactivated) was left out.';
    expect(status).toBe(200);
    expect(body).toEqual({
      ...logged,
      explanations: [
        {
          recordId: recordIds[0],
          outcome: 'PICKED',
          ownerId: logged?.picks[0]?.ownerId,
          turn: 1,
          before: { credit: 0, records: 0 },
          owed: { credit: 360_360, records: 0.5 },
          handedOut: 720_720,
          participants: 2,
          tied: 2,
          leftOut: 1,
          sentence: `Contact ${recordIds[0]} went to ${winner} in turn 1 of epoch 1 because, of the 2 owners taking part, Ada and Grace were owed the most (0.5 records each); the draw fell on ${winner}; ${out}`,
        },
        {
          recordId: recordIds[1],
          outcome: 'PICKED',
          ownerId: logged?.picks[1]?.ownerId,
          turn: 2,
          before: { credit: 360_360, records: 0.5 },
          owed: { credit: 720_720, records: 1 },
          handedOut: 720_720,
          participants: 2,
          tied: 1,
          leftOut: 1,
          sentence: `Contact ${recordIds[1]} went to ${other} in turn 2 of epoch 1 because, of the 2 owners taking part, ${other} was owed the most (1 record), before ${winner} (0 records); ${out}`,
        },
      ],
    });
  });

  it('is listed without explanations', async () => {
    const { rotation } = await api.ofThree();
    const { path } = await api.decide(rotation, 1);
    const { body } = await api.ask(`GET ${one}/decisions`, { path });
    const { results } = body as { results: object[] };
    expect(results).toHaveLength(1);
    expect(results[0]).not.toHaveProperty('explanations');
  });

  it('explains why a record was skipped, and why nobody could take one', async () => {
    const { rotation, ids } = await api.ofThree({
      pool: { kind: 'owners', members: [] },
    });
    const members = [{ ownerId: ids[2] ?? '', weight: 1 }];
    const gone = aBatch(rotation.id, ['404']);
    await rotate(api.desk.worker(), gone);
    const withAlan = await api.desk.open(0, { pool: { kind: 'owners', members } });
    const { recordIds, path } = await api.decide(withAlan.rotation, 1);
    const skipped = { rotationId: rotation.id, batchId: gone.batchId };
    expect(await api.ask(`GET ${one}/decisions/{batchId}`, { path: skipped })).toMatchObject({
      body: {
        explanations: [
          {
            recordId: '404',
            outcome: 'SKIPPED',
            reason: 'RECORD_NOT_FOUND',
            sentence: 'Contact 404 was skipped, because it did not exist or was archived.',
          },
        ],
      },
    });
    expect(await api.ask(`GET ${one}/decisions/{batchId}`, { path })).toMatchObject({
      body: {
        explanations: [
          {
            outcome: 'SKIPPED',
            reason: 'NO_ELIGIBLE_OWNER',
            leftOut: 1,
            sentence: `Contact ${recordIds[0]} was left as it was, because nobody could take it: Alan (deactivated) was left out.`,
          },
        ],
      },
    });
  });
});

describe('the explanation of a change', () => {
  it('has all that a pick rested on, when a rotation made it', async () => {
    const { rotation, ids } = await api.ofThree();
    const [id = ''] = await api.desk.contacts(1);
    const batch = aBatch(rotation.id, [id]);
    const change = await historyOf(id, () => rotate(api.desk.worker(), batch));
    const name = change.toOwnerId === ids[0] ? 'Ada' : 'Grace';
    const logged = await api.desk.ledger.decision(rotation.id, batch.batchId);
    const half = { credit: 360_360, records: 0.5 };
    const none = { credit: 0, records: 0 };
    const taking = ids.slice(0, 2);
    expect(await explanationOf(change)).toMatchObject({
      status: 200,
      body: {
        changeId: change.changeId,
        property: 'hubspot_owner_id',
        fromOwnerId: null,
        toOwnerId: change.toOwnerId,
        source: 'ROTATION',
        decisionId: batch.batchId,
        sentence: `Contact ${id} went to ${name} in turn 1 of epoch 1 because, of the 2 owners taking part, Ada and Grace were owed the most (0.5 records each); the draw fell on ${name}; Alan (deactivated) was left out.`,
        rotation: {
          rotationId: rotation.id,
          batchId: batch.batchId,
          at: someTime,
          outcome: 'PICKED',
          ownerId: change.toOwnerId,
          epoch: 1,
          turn: 1,
          handedOut: 720_720,
          participants: taking.map((ownerId) => ({ ownerId, weight: 1, before: none, owed: half })),
          tied: taking,
          draw: { among: 2, seed: logged?.seed },
          leftOut: [{ ownerId: ids[2], reasons: ['DEACTIVATED'] }],
        },
      },
    });
  });

  it('tells of the fallback owner to whom a rotation gave what nobody could take', async () => {
    const fallback = anOwner({ firstName: 'Radia', lastName: 'Perlman' });
    await api.desk.owners.create(fallback);
    const { rotation, ids } = await api.ofThree({ fallback: [{ ownerId: fallback.id }] });
    const members = [{ ownerId: ids[2] ?? '', weight: 1 }];
    const onlyAlan = { ...rotation, pool: { kind: 'owners' as const, members }, id: anId() };
    await api.desk.rotations.create(
      onlyAlan,
      { ...(await api.desk.standings(rotation.id)), rotationId: onlyAlan.id },
      [],
    );
    const [id = ''] = await api.desk.contacts(1);
    const change = await historyOf(id, () => rotate(api.desk.worker(), aBatch(onlyAlan.id, [id])));
    expect(await explanationOf(change)).toMatchObject({
      status: 200,
      body: {
        toOwnerId: fallback.id,
        sentence: `Contact ${id} went to the fallback owner Radia Perlman, because nobody could take it: Alan (deactivated) was left out.`,
        rotation: { outcome: 'GIVEN_TO_FALLBACK', ownerId: fallback.id },
      },
    });
  });

  it('says who changed it and how, when it was no rotation', async () => {
    const owner = anOwner({ firstName: 'Grace', lastName: 'Hopper' });
    await api.desk.owners.create(owner);
    const [id = ''] = await api.desk.contacts(1);
    const given = await historyOf(id, () =>
      api.desk.records.assign(anAssignment({ objectType: 'contacts', id }, owner.id)),
    );
    expect(await explanationOf(given)).toMatchObject({
      status: 200,
      body: {
        source: 'API',
        sentence: `ada@example.com changed the contact owner of contact ${id} from nobody to Grace Hopper, through the API, on 2026-03-01 at 09:00:00 UTC.`,
        rotation: null,
      },
    });
  });

  it('is 404 for a record or a change that never was, and 403 without the scope of the records', async () => {
    const { rotation } = await api.ofThree();
    const [id = '', other = ''] = await api.desk.contacts(2);
    const change = await historyOf(id, () => rotate(api.desk.worker(), aBatch(rotation.id, [id])));
    for (const wrong of [
      { ...change, recordId: '404' },
      { ...change, recordId: other },
      { ...change, changeId: '01K00000000000000000000000' },
    ]) {
      expect(await explanationOf(wrong)).toMatchObject({ status: 404 });
    }
    const path = { objectType: 'contacts', recordId: id, changeId: change.changeId };
    for (const scopes of [[], ['crm.objects.deals.read'], ['automation']]) {
      expect(await call(changes, `GET ${why}`, { path, scopes })).toMatchObject({ status: 403 });
    }
  });
});
