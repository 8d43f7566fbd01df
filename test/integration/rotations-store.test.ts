import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool, Rotation } from '../../lib/domain/rotation/rotation.ts';
import { newStandings, type Realignment, type Standings } from '../../lib/domain/rotation/standings.ts';
import { rotationStore } from '../../lib/store/rotations/rotation-store.ts';
import { anId, aRotationAmong } from '../support/builders.ts';
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

const next = (rotation: Rotation, fields: Partial<Rotation>): Rotation => ({
  ...rotation,
  version: rotation.version + 1,
  ...fields,
});
const moved = (before: Standings): Realignment => ({
  before,
  after: { ...before, version: before.version + 1 },
  alignment: undefined,
});

describe('the store of rotations', () => {
  it.each<[string, Pool]>([
    ['owners', { kind: 'owners', members: [{ ownerId: '7', weight: 3 }] }],
    ['teams', { kind: 'teams', teamIds: ['1', '2'] }],
  ])('keeps a rotation among %s together with its standings', async (_, pool) => {
    const rotation = aRotationAmong([], { pool });
    const standings = newStandings(rotation.id, ['7', '8']);
    expect(await desk.rotations.create(rotation, standings, [])).toBe(true);
    expect(await desk.rotations.get(rotation.id)).toEqual(rotation);
    expect(await desk.ledger.standings(rotation.id)).toEqual(standings);
  });

  it('opens none under an id that is taken', async () => {
    const { rotation } = await desk.open(2);
    const other = aRotationAmong(['9'], { id: rotation.id, name: 'Other' });
    expect(await desk.rotations.create(other, newStandings(other.id, ['9']), [])).toBe(false);
    expect(await desk.rotations.get(rotation.id)).toEqual(rotation);
    expect((await desk.standings(rotation.id)).members).not.toHaveProperty('9');
  });

  it.each(['rotation', 'standings'] as const)('changes neither when the %s moved since', async (which) => {
    const { rotation } = await desk.open(2);
    const standings = await desk.standings(rotation.id);
    const stale = { rotation: next(rotation, { version: 0 }), standings: { ...standings, version: 0 } };
    const change = {
      before: which === 'rotation' ? stale.rotation : rotation,
      after: next(rotation, { name: 'Renamed' }),
      standings: moved(which === 'standings' ? stale.standings : standings),
      restsOn: [],
    };
    expect(await desk.rotations.replace(change)).toBe(false);
    expect(await desk.rotations.get(rotation.id)).toEqual(rotation);
    expect(await desk.standings(rotation.id)).toEqual(standings);
  });

  it('changes both when both are as they were read', async () => {
    const { rotation } = await desk.open(2);
    const standings = moved(await desk.standings(rotation.id));
    const after = next(rotation, { overwrite: true });
    expect(await desk.rotations.replace({ before: rotation, after, standings, restsOn: [] })).toBe(true);
    expect(await desk.rotations.get(rotation.id)).toEqual(after);
    expect(await desk.standings(rotation.id)).toEqual(standings.after);
  });

  it('says no, not an error, when another transaction is in the way', async () => {
    const busy = rotationStore(withFaults(dynamo, cancels(['TransactionConflict'])), dynamo.tables);
    const rotation = aRotationAmong(['7']);
    expect(await busy.create(rotation, newStandings(rotation.id, ['7']), [])).toBe(false);
  });

  it('lists the rotations page by page in the order of their ids', async () => {
    for (let n = 0; n < 3; n++) await desk.open(1);
    const listed: string[] = [];
    let after: string | undefined;
    do {
      const page = await desk.rotations.list({ limit: 2, after });
      listed.push(...page.results.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(listed.toSorted());
    expect(listed.length).toBeGreaterThanOrEqual(3);
  });

  it('knows no rotation that was never opened', async () => {
    expect(await desk.rotations.get(anId())).toBeUndefined();
    expect(await desk.ledger.standings(anId())).toBeUndefined();
  });
});
