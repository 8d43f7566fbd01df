import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerReader } from '../../lib/store/rotations/rotation-ledger.ts';
import { anId, anOwner } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { meanwhile, withFaults } from '../support/faults.ts';
import { call } from '../support/http-event.ts';
import { type RotationApi, rotationApi } from '../support/rotation-api.ts';

const one = '/ownership/v1/rotations/{rotationId}';

let dynamo: TestDynamo;
let api: RotationApi;
beforeAll(async () => {
  dynamo = await startDynamo();
  api = rotationApi(dynamo);
});
afterAll(() => dynamo?.stop());

describe('a replay', () => {
  it('matches after decisions, changes of members, and other weights', async () => {
    const { rotation, ids } = await api.ofThree({ onMembersChange: 'keep' });
    const path = { rotationId: rotation.id };
    const members = (...weights: number[]) => weights.map((weight, n) => ({ ownerId: ids[n] ?? '', weight }));
    await api.decide(rotation, 5);
    await api.ask(`PATCH ${one}`, { path, body: { members: members(2, 5) } });
    await api.decide(rotation, 9);
    const joined = anOwner();
    await api.desk.owners.create(joined);
    const body = { members: [...members(2, 5), { ownerId: joined.id }] };
    expect(await api.ask(`PATCH ${one}`, { path, body })).toMatchObject({ status: 200 });
    await api.decide(rotation, 30);
    await api.decide(rotation, 0);
    expect(await api.ask(`POST ${one}/replay`, { path })).toEqual(
      expect.objectContaining({
        status: 200,
        body: { epoch: 1, decisions: 4, turns: 44, matches: true, differences: [] },
      }),
    );
  });

  it('is of the current epoch alone', async () => {
    const { rotation, ids } = await api.ofThree();
    const path = { rotationId: rotation.id };
    await api.decide(rotation, 4);
    await api.ask(`PATCH ${one}`, { path, body: { members: [{ ownerId: ids[0] }] } });
    await api.decide(rotation, 3);
    expect(await api.ask(`POST ${one}/replay`, { path })).toMatchObject({
      body: { epoch: 2, decisions: 1, turns: 3, matches: true },
    });
  });

  it('goes through a log of several pages', async () => {
    const { rotation } = await api.ofThree();
    for (let n = 0; n < 5; n++) await api.decide(rotation, 2);
    const handler = api.handler({
      decisions: (id, page) => api.desk.ledger.decisions(id, { ...page, limit: 2 }),
    });
    const request = { path: { rotationId: rotation.id }, scopes: ['automation'] };
    expect(await call(handler, `POST ${one}/replay`, request)).toMatchObject({
      body: { decisions: 5, turns: 10, matches: true },
    });
  });

  it('does not mind a decision that is made while it reads', async () => {
    const { rotation } = await api.ofThree();
    await api.decide(rotation, 4);
    const late = withFaults(
      dynamo,
      meanwhile('Query', () => api.decide(rotation, 3)),
    );
    const path = { rotationId: rotation.id };
    const handler = api.handler(ledgerReader(late, dynamo.tables.rotations));
    expect(await call(handler, `POST ${one}/replay`, { path, scopes: ['automation'] })).toMatchObject({
      body: { decisions: 1, turns: 4, matches: true },
    });
    expect(await api.ask(`POST ${one}/replay`, { path })).toMatchObject({
      body: { decisions: 2, turns: 7, matches: true },
    });
  });

  it.each<[string, (rotationId: string, batchId: string) => Promise<unknown>, object]>([
    [
      'a count that somebody has written into the standings',
      async (rotationId) => {
        const { members } = await api.desk.standings(rotationId);
        const [id = ''] = Object.keys(members);
        await dynamo.client.send(
          new UpdateCommand({
            TableName: dynamo.tables.rotations,
            Key: { rotationId, item: 'standings' },
            UpdateExpression: 'SET members.#id.#count = members.#id.#count + :one',
            ExpressionAttributeNames: { '#id': id, '#count': 'count' },
            ExpressionAttributeValues: { ':one': 1 },
          }),
        );
      },
      { in: 'standings', what: expect.stringMatching(/^count of \d+$/) },
    ],
    [
      'a decision that somebody has taken out of the log',
      async (rotationId, batchId) => {
        await dynamo.client.send(
          new DeleteCommand({
            TableName: dynamo.tables.rotations,
            Key: { rotationId, item: `decision#${batchId}` },
          }),
        );
      },
      { in: 'standings', what: 'turns', expected: 0, found: 4 },
    ],
  ])('finds %s', async (_, tamper, difference) => {
    const { rotation } = await api.ofThree();
    const { path } = await api.decide(rotation, 4);
    await tamper(path.rotationId, path.batchId);
    const { body } = await api.ask(`POST ${one}/replay`, { path });
    expect(body).toMatchObject({ matches: false });
    expect((body as { differences: object[] }).differences).toContainEqual(
      expect.objectContaining(difference),
    );
  });

  it('is 404 for a rotation that never was, and 403 without the scope', async () => {
    const path = { rotationId: anId() };
    expect(await api.ask(`POST ${one}/replay`, { path })).toMatchObject({ status: 404 });
    expect(await api.ask(`POST ${one}/replay`, { path, scopes: [] })).toMatchObject({ status: 403 });
  });
});
