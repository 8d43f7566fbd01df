import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RetryHeldDeps, retryHeld } from '../../lib/app/rotation/retry-held.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { newStandings } from '../../lib/domain/rotation/standings.ts';
import { aBatch, anOwner, aRotationAmong } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { type Fault, losesTheAnswer, losesTheRequest, withFaults } from '../support/faults.ts';
import { killed } from '../support/hazards.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: RotationDesk;
const there = [anOwner(), anOwner()];
const away = anOwner({ active: false });
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
  for (const owner of [...there, away]) await desk.owners.create(owner);
});
afterAll(() => dynamo?.stop());

const refused = (name: string, httpStatusCode: number): Fault => ({
  at: 'attempt',
  act: async () => {
    throw new DynamoDBServiceException({
      name,
      $fault: 'server',
      $metadata: { httpStatusCode },
      message: name,
    });
  },
});

/** From the call on that it befalls, or from after it, nothing is called any more. */
const killedAt = (moment: 'before' | 'after'): Fault[] => {
  let dead = false;
  const beDead: Fault = {
    act: async ({ proceed }) => {
      if (dead) throw killed();
      return proceed();
    },
  };
  const die: Fault = {
    act: async ({ proceed }) => {
      if (moment === 'after') await proceed();
      dead = true;
      throw killed();
    },
  };
  return [beDead, die];
};

/** What may go wrong at a call; the last of each list befalls that one only. */
const plights: [string, () => Fault[]][] = [
  ['its request is lost', () => [losesTheRequest()]],
  ['its answer is lost', () => [losesTheAnswer()]],
  ['its request is lost and the SDK tries again', () => [{ ...losesTheRequest(), at: 'attempt' }]],
  ['its answer is lost and the SDK tries again', () => [{ ...losesTheAnswer(), at: 'attempt' }]],
  ['it is throttled', () => [refused('ThrottlingException', 400)]],
  ['it meets an internal error', () => [refused('InternalServerError', 500)]],
  ['the worker is killed before it', () => killedAt('before')],
  ['the worker is killed after it', () => killedAt('after')],
];

/** The faults, of which the last befalls only the call of this number, and whether it did. */
const atCall = (number: number, faults: Fault[]): { faults: Fault[]; befell: () => boolean } => {
  let seen = 0;
  const others = faults.slice(0, -1);
  const last = faults
    .slice(-1)
    .map((fault) => ({ ...fault, times: undefined, when: () => seen++ === number }));
  return { faults: [...others, ...last], befell: () => seen > number };
};

const openAmong = async (ownerIds: string[], fields: Partial<Rotation> = {}): Promise<Rotation> => {
  const rotation = aRotationAmong(ownerIds, fields);
  await desk.rotations.create(rotation, newStandings(rotation.id, ownerIds), []);
  return rotation;
};
const ids = there.map(({ id }) => id);

/** Something that a worker does, and what must have come of it once it was done as often as it took. */
type Task = { work: (worker: RetryHeldDeps) => Promise<unknown>; check: () => Promise<void> };

/** Two each, and one turn for each of them. */
const expectEachOnce = async (rotation: Rotation, recordIds: readonly string[]): Promise<void> => {
  const owned = await desk.ownersOf(recordIds);
  expect(ids.map((id) => owned.filter((ownerId) => ownerId === id).length)).toEqual([2, 2]);
  const { turns, members } = await desk.standings(rotation.id);
  expect(turns).toBe(4);
  expect(Object.values(members)).toEqual(ids.map(() => ({ count: 2, credit: 0 })));
};

const giving = async (): Promise<Task> => {
  const rotation = await openAmong(ids);
  const recordIds = await desk.contacts(4);
  const batch = aBatch(rotation.id, recordIds);
  return { work: (worker) => rotate(worker, batch), check: () => expectEachOnce(rotation, recordIds) };
};

const passingOn = async (): Promise<Task> => {
  const next = await openAmong(ids);
  const rotation = await openAmong([away.id], { fallback: [{ rotationId: next.id }] });
  const recordIds = await desk.contacts(4);
  const batch = aBatch(rotation.id, recordIds);
  desk.queued.length = 0;
  return {
    work: (worker) => rotate(worker, batch),
    check: async () => {
      for (const message of desk.queued.splice(0)) await rotate(desk.worker(), message);
      await expectEachOnce(next, recordIds);
      expect(await desk.standings(rotation.id)).toMatchObject({ turns: 0 });
    },
  };
};

const tryingAgain = async (): Promise<Task> => {
  const rotation = await openAmong([away.id], { hold: { until: 60 } });
  const recordIds = await desk.contacts(4);
  await rotate(desk.worker(), aBatch(rotation.id, recordIds));
  const before = await desk.standings(rotation.id);
  const pool = aRotationAmong(ids).pool;
  const members = newStandings(rotation.id, ids);
  await desk.rotations.replace({
    before: rotation,
    after: { ...rotation, pool, version: 2 },
    standings: { before, after: { ...members, epoch: 2, version: before.version + 1 }, alignment: undefined },
    restsOn: [],
  });
  return {
    work: (worker) => retryHeld(worker, rotation.id),
    check: async () => {
      await expectEachOnce(rotation, recordIds);
      expect(await desk.ledger.held(rotation.id, 10)).toEqual([]);
    },
  };
};

const tasks: [string, () => Promise<Task>][] = [
  ['gives records away', giving],
  ['passes records on', passingOn],
  ['tries again what was held', tryingAgain],
];

describe.each(tasks)('a worker that %s does it once', (_, begin) => {
  it.each(plights)('if at any one of its calls %s', async (__, plight) => {
    for (let number = 0; ; number++) {
      const { work, check } = await begin();
      const { faults, befell } = atCall(number, plight());
      await work(desk.worker(withFaults(dynamo, ...faults))).catch(() => undefined);
      await work(desk.worker());
      await check();
      if (!befell()) return;
    }
  });
});
