import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { anId, anOwner } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { type RotationApi, rotationApi } from '../support/rotation-api.ts';

const one = '/ownership/v1/rotations/{rotationId}';

let dynamo: TestDynamo;
let api: RotationApi;
beforeAll(async () => {
  dynamo = await startDynamo();
  api = rotationApi(dynamo);
});
afterAll(() => dynamo?.stop());

describe('a simulation', () => {
  const simulate = (rotation: Rotation, body?: object) =>
    api.ask(`POST ${one}/simulations`, { path: { rotationId: rotation.id }, body });

  it('goes on from the standings as they are, with those who are eligible, and writes nothing', async () => {
    const { rotation, ids } = await api.ofThree();
    await api.decide(rotation, 3);
    const before = await api.desk.standings(rotation.id);
    const { status, body } = await simulate(rotation, { seed: 'a'.repeat(32) });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      records: 1_000,
      given: 1_000,
      notGiven: 0,
      seed: 'a'.repeat(32),
      members: [
        { ownerId: ids[0], weight: 1, fairShare: 500 },
        { ownerId: ids[1], weight: 1, fairShare: 500 },
        { ownerId: ids[2], weight: 1, count: 0, fairShare: 0, deviation: 0, longestWait: null },
      ],
    });
    const [ada, grace] = (body as { members: { count: number }[] }).members;
    const received = (id = '') => before.members[id]?.count ?? 0;
    const totals = [received(ids[0]) + (ada?.count ?? 0), received(ids[1]) + (grace?.count ?? 0)];
    expect(Math.abs((totals[0] ?? 0) - (totals[1] ?? 0))).toBe(1);
    expect(await simulate(rotation, { seed: 'a'.repeat(32) })).toMatchObject({ body: body as object });
    expect(await api.desk.standings(rotation.id)).toEqual(before);
    expect((await api.desk.ledger.decisions(rotation.id, { limit: 10 })).results).toHaveLength(1);
  });

  it('takes a body that is missing for the usual', async () => {
    const { rotation } = await api.ofThree();
    expect(await simulate(rotation)).toMatchObject({ status: 200, body: { records: 1_000 } });
  });

  it('tries other weights and absences', async () => {
    const { rotation, ids } = await api.ofThree();
    const [ada = '', grace = ''] = ids;
    const body = {
      records: 90,
      weights: { [ada]: 2 },
      unavailable: [{ ownerId: grace, from: 31, until: 60 }],
    };
    expect(await simulate(rotation, body)).toMatchObject({
      status: 200,
      body: {
        given: 90,
        members: [
          { ownerId: ada, weight: 2, fairShare: 70 },
          { ownerId: grace, weight: 1, fairShare: 20 },
          { weight: 1, count: 0 },
        ],
      },
    });
    expect(await simulate(rotation, { records: 10, unavailable: [ada, Number(grace)] })).toMatchObject({
      body: { given: 0, notGiven: 10, largestDeviation: 0, longestWait: null },
    });
  });

  it('tries other members, who all take part up to their caps', async () => {
    const { rotation, ids } = await api.ofThree();
    const newcomer = anOwner({ objectAccess: [] });
    await api.desk.owners.create(newcomer);
    const members = [
      { ownerId: ids[0], weight: 3 },
      { ownerId: newcomer.id, dailyCap: 5 },
    ];
    expect(await simulate(rotation, { records: 100, members, weights: { [newcomer.id]: 1 } })).toMatchObject({
      status: 200,
      body: {
        given: 100,
        members: [
          { ownerId: ids[0], weight: 3, count: 95 },
          { ownerId: newcomer.id, weight: 1, count: 5 },
        ],
      },
    });
    expect(await api.ask(`GET ${one}`, { path: { rotationId: rotation.id } })).toMatchObject({
      body: { members: ids.map((ownerId) => ({ ownerId })) },
    });
  });

  it.each<[object, string]>([
    [{ records: 0 }, 'records'],
    [{ records: 100_001 }, 'records'],
    [{ records: 1.5 }, 'records'],
    [{ seed: 'random' }, 'seed'],
    [{ days: 3 }, 'days'],
    [{ members: [] }, 'members'],
    [{ members: [{ ownerId: '404' }] }, 'members[0].ownerId'],
    [{ members: [{ ownerId: '404', weight: 101 }] }, 'members[0].weight'],
    [{ weights: { 404: 2 } }, 'weights.404'],
    [{ weights: { ada: 2 } }, 'weights.ada'],
    [{ weights: { 404: 0 } }, 'weights.404'],
    [{ unavailable: ['404'] }, 'unavailable[0].ownerId'],
    [{ unavailable: [{ ownerId: '404', from: 1, until: 2 }] }, 'unavailable[0].ownerId'],
    [{ unavailable: [{ ownerId: '404', from: 3, until: 2 }] }, 'unavailable[0].until'],
    [{ unavailable: [{ ownerId: '404', from: 0, until: 2 }] }, 'unavailable[0].from'],
    [{ unavailable: [{ ownerId: '404' }] }, 'unavailable[0]'],
  ])('refuses %j', async (body, field) => {
    const { rotation } = await api.ofThree();
    const answer = await simulate(rotation, body);
    expect(answer).toMatchObject({ status: 400 });
    const { errors } = answer.body as { errors: { in: string }[] };
    expect(errors.map((error) => error.in)).toEqual([field]);
  });

  it('is 404 for a rotation that never was, and 403 without the scope', async () => {
    const path = { rotationId: anId() };
    expect(await api.ask(`POST ${one}/simulations`, { path })).toMatchObject({ status: 404 });
    expect(await api.ask(`POST ${one}/simulations`, { path, scopes: [] })).toMatchObject({ status: 403 });
  });
});
