import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runMessage } from '../../../lib/app/workflow/run-message.ts';
import type { Rotation } from '../../../lib/domain/rotation/rotation.ts';
import type { Action } from '../../../lib/domain/workflow/workflow.ts';
import { where } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { meanwhile, withFaults } from '../../support/faults.ts';
import { type WorkflowDesk, workflowDesk } from '../../support/workflow-desk.ts';

let dynamo: TestDynamo;
let desk: WorkflowDesk;
let tables = 0;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());
beforeEach(async () => {
  const own = ['records', 'directory', 'rotations', 'enrollments', 'recordKeys'] as const;
  desk = workflowDesk(await dynamo.apart(`t${++tables}-`, own));
});

const setOwner = (ownerId: string): Action => ({ type: 'setOwner', ownerId, property: 'hubspot_owner_id' });
const setCity = (value: string): Action => ({ type: 'setProperty', property: 'city', value });

/** Two branches with one owner each, and a rotation among two otherwise. */
const byCountry = async () => {
  const [de, fr] = [await desk.owner(), await desk.owner()];
  const { rotation, ownerIds } = await desk.openRotation(2);
  const branch: Action = {
    type: 'branch',
    branches: [
      { name: 'Germany', filterGroups: where('country', 'EQ', 'Germany'), actions: [setOwner(de)] },
      { name: 'France', filterGroups: where('country', 'EQ', 'France'), actions: [setOwner(fr)] },
    ],
    otherwise: [{ type: 'rotate', rotationId: rotation.id }],
  };
  return { de, fr, rotation, ownerIds, branch };
};

describe('a record that comes to match', () => {
  it('takes its branch, is rotated otherwise, and goes on behind the rotation, however often all is delivered', async () => {
    const { de, fr, rotation, ownerIds, branch } = await byCountry();
    const { id } = await desk.open([branch, setCity('done')]);
    const countries = ['Germany', 'France', 'Spain', 'Italy', 'germany', 'Spain', 'Italy'];
    const ids: string[] = [];
    for (const country of countries) ids.push(await desk.contact({ country }));
    await desk.settle(2);
    const found = await desk.ownersOf(ids);
    expect([found[0], found[1], found[4]]).toEqual([de, fr, de]);
    for (const ownerId of ownerIds) expect(found.filter((owner) => owner === ownerId)).toHaveLength(2);
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 4 });
    const enrolled = await desk.enrolled(id);
    expect(enrolled.map(({ recordId }) => recordId).sort()).toEqual([...ids].sort());
    expect(new Set(enrolled.map(({ state }) => state))).toEqual(new Set(['DONE']));
    const spain = enrolled.find(({ recordId }) => recordId === ids[2]);
    expect(spain?.steps).toEqual([
      { action: 'actions[0]', type: 'branch', outcome: 'DONE', branch: null },
      {
        action: 'actions[0].otherwise[0]',
        type: 'rotate',
        outcome: 'DONE',
        rotationId: rotation.id,
        ownerId: found[2],
      },
      { action: 'actions[1]', type: 'setProperty', outcome: 'DONE', property: 'city', value: 'done' },
    ]);
    const records = await desk.records.getMany('contacts', ids);
    for (const record of records.values()) {
      expect(record.properties['city']).toBe('done');
      expect(record.lastWrite).toMatchObject({ source: 'WORKFLOW', workflow: { id, hops: 1 } });
    }
  });

  it('is rotated together with the others of its batch, not each by itself', async () => {
    const { rotation } = await desk.openRotation(3);
    await desk.open([{ type: 'rotate', rotationId: rotation.id }]);
    await desk.contacts(60);
    await desk.follow(2);
    await desk.work();
    const { results } = await desk.ledger.decisions(rotation.id, { limit: 100 });
    expect(results.filter(({ picks }) => picks.length > 0).length).toBeLessThan(5);
    expect(await desk.standings(rotation.id)).toMatchObject({ turns: 60 });
  });

  it('says in the rotation which workflow sent it', async () => {
    const { rotation } = await desk.openRotation(1);
    const { id } = await desk.open([{ type: 'rotate', rotationId: rotation.id }]);
    const contact = await desk.contact();
    await desk.settle();
    const [enrollment] = await desk.enrolled(id);
    expect(await desk.records.get('contacts', contact)).toMatchObject({
      lastWrite: {
        source: 'ROTATION',
        rotationId: rotation.id,
        workflow: { id, enrollmentId: enrollment?.id, hops: 1 },
      },
    });
  });

  it('enrols once; again only where the workflow says so', async () => {
    const owner = await desk.owner();
    const filterGroups = where('country', 'EQ', 'Spain');
    const once = await desk.open([setOwner(owner)], { enrollment: { filterGroups, reEnroll: false } });
    const again = await desk.open([setCity('Madrid')], { enrollment: { filterGroups, reEnroll: true } });
    const contact = await desk.contact();
    for (const country of ['Spain', 'Italy', 'Spain', 'Spain', 'Italy', 'Spain']) {
      await desk.change(contact, { country });
      await desk.settle(2);
    }
    expect(await desk.enrolled(once.id)).toHaveLength(1);
    expect(await desk.enrolled(again.id)).toHaveLength(3);
  });

  it('is left alone if it was there when the workflow was switched on', async () => {
    const contact = await desk.contact();
    const { id } = await desk.open([setCity('Madrid')]);
    await desk.settle();
    expect(await desk.enrolled(id)).toEqual([]);
    await desk.change(contact, { firstname: 'Ada' });
    await desk.settle();
    expect(await desk.enrolled(id)).toEqual([]);
  });
});

describe('a step that cannot be done', () => {
  it('is recorded, and the workflow goes on', async () => {
    const away = await desk.owner({ active: false });
    const { rotation } = await desk.openRotation(1);
    const gone: Rotation = { ...rotation, version: 2, deletedAt: '2026-03-01T09:00:00.000Z' };
    const standings = await desk.standings(rotation.id);
    const moved = { before: standings, after: { ...standings, version: 2 }, alignment: undefined };
    await desk.rotations.replace({ before: rotation, after: gone, standings: moved, restsOn: [] });
    const { id } = await desk.open([
      setOwner(away),
      { type: 'setProperty', property: 'gone', value: 'x' },
      { type: 'rotate', rotationId: rotation.id },
      { type: 'rotate', rotationId: '404' },
      setCity('Madrid'),
    ]);
    await desk.contact();
    await desk.settle(2);
    const [enrollment] = await desk.enrolled(id);
    expect(enrollment).toMatchObject({
      state: 'DONE',
      steps: [
        { outcome: 'FAILED', reason: 'OWNER_DEACTIVATED', ownerId: away },
        { outcome: 'FAILED', reason: 'PROPERTY_DOESNT_EXIST' },
        { outcome: 'FAILED', reason: 'ROTATION_DELETED' },
        { outcome: 'FAILED', reason: 'ROTATION_NOT_FOUND' },
        { outcome: 'DONE', value: 'Madrid' },
      ],
    });
  });

  it('is skipped by the rotation where somebody owns the record', async () => {
    const owner = await desk.owner();
    const { rotation } = await desk.openRotation(1);
    const { id } = await desk.open([{ type: 'rotate', rotationId: rotation.id }, setCity('Madrid')]);
    const contact = await desk.contact({ hubspot_owner_id: owner });
    await desk.settle(2);
    expect(await desk.enrolled(id)).toMatchObject([
      { state: 'DONE', steps: [{ outcome: 'SKIPPED', reason: 'ALREADY_OWNED' }, { outcome: 'DONE' }] },
    ]);
    expect(await desk.ownersOf([contact])).toEqual([owner]);
  });

  it('waits where the rotation holds the record, says so, and goes on when that is decided', async () => {
    const { rotation, ownerIds } = await desk.openRotation(1, { hold: { until: 60 } });
    const [ownerId = ''] = ownerIds;
    await desk.changeOwner(ownerId, { active: false });
    const { id } = await desk.open([{ type: 'rotate', rotationId: rotation.id }, setCity('Madrid')]);
    await desk.contact();
    await desk.settle(2);
    expect(await desk.enrolled(id)).toMatchObject([
      { state: 'ROTATING', rotation: { heldUntil: expect.any(String) }, steps: [] },
    ]);
    await desk.changeOwner(ownerId, { active: true });
    await desk.retryHeld(rotation.id);
    await desk.settle();
    expect(await desk.enrolled(id)).toMatchObject([
      { state: 'DONE', steps: [{ outcome: 'DONE', ownerId }, { outcome: 'DONE' }] },
    ]);
    expect(await desk.ledger.held(rotation.id, 10)).toEqual([]);
  });

  it('ends where the record is gone', async () => {
    const { id } = await desk.open([setCity('Madrid')]);
    const contact = await desk.contact();
    await desk.follow();
    await desk.change(contact, {}, { archivedAt: '2026-03-01T10:00:00.000Z' });
    await desk.settle();
    expect(await desk.enrolled(id)).toMatchObject([{ state: 'STOPPED', stopped: 'RECORD_NOT_FOUND' }]);
  });
});

describe('workflows that lead to each other', () => {
  it('do not begin again for what they wrote themselves', async () => {
    const again = { filterGroups: where('city', 'NOT_HAS_PROPERTY'), reEnroll: true };
    const clears = await desk.open([setCity('x'), setCity('')], { enrollment: again });
    await desk.contact();
    await desk.settle();
    expect(await desk.enrolled(clears.id)).toHaveLength(1);
  });

  it('go round ten times at most, and say so', async () => {
    const there = { filterGroups: where('city'), reEnroll: true };
    const back = { filterGroups: where('city', 'NOT_HAS_PROPERTY'), reEnroll: true };
    const workflows = [
      await desk.open([setCity('')], { enrollment: there }),
      await desk.open([setCity('Madrid')], { enrollment: back }),
    ];
    await desk.contact();
    await desk.settle(2);
    const enrolled = (await Promise.all(workflows.map(({ id }) => desk.enrolled(id)))).flat();
    expect(enrolled.filter(({ state }) => state === 'DONE')).toHaveLength(10);
    expect(enrolled.filter(({ state }) => state !== 'DONE')).toMatchObject([
      { state: 'STOPPED', stopped: 'TOO_MANY_HOPS', hops: 11 },
    ]);
  });
});

describe('whoever runs a workflow', () => {
  it('evaluates anew what somebody has changed meanwhile', async () => {
    const { fr, branch } = await byCountry();
    await desk.open([branch]);
    const contact = await desk.contact({ country: 'Germany' });
    await desk.follow();
    const [message] = desk.told.splice(0);
    if (message === undefined) throw new Error('Nothing was sent.');
    const change = () => desk.change(contact, { country: 'France' });
    const overtaken = withFaults({ ...dynamo, tables: desk.tables }, meanwhile('TransactWriteItems', change));
    await runMessage(desk.runner(overtaken), message);
    expect(await desk.ownersOf([contact])).toEqual([fr]);
  });

  it('goes the way of the workflow as it was when the record enrolled', async () => {
    const workflow = await desk.open([setCity('Madrid')]);
    const contact = await desk.contact();
    await desk.follow();
    await desk.workflows.replace(workflow, { ...workflow, actions: [setCity('Rome')], version: 2 });
    await desk.work();
    expect(await desk.records.get('contacts', contact)).toMatchObject({ properties: { city: 'Madrid' } });
  });
});
