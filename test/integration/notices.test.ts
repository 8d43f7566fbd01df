import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newHandover } from '../../lib/domain/job/job.ts';
import type { LastWrite } from '../../lib/domain/record/record.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { aChange, aContact, anId, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { type NoticeDesk, noticeDesk } from '../support/notice-desk.ts';

let dynamo: TestDynamo;
let desk: NoticeDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
});
beforeEach(() => {
  desk = noticeDesk(dynamo);
});
afterAll(() => dynamo?.stop());

const inRun = (fields: Partial<LastWrite> = {}) => ({
  write: { source: 'BULK', runId: `run-${anId()}`, ...fields } as const,
});

const several = (count: number, toOwnerId: string, fields: Parameters<typeof aChange>[1]) =>
  Array.from({ length: count }, () => aChange(toOwnerId, fields));

/** Hands these changes on in batches of at most a hundred, as the stream does. */
const follow = async (changes: ReturnType<typeof aChange>[], times = 1): Promise<void> => {
  const told = await desk.streamOf(changes);
  for (let start = 0; start < told.length; start += 100)
    for (let n = 0; n < times; n++) await desk.note(told.slice(start, start + 100));
};

describe('an owner who gains records', () => {
  it('is told once of a run of 500, with the count and the first 20, however often all of it is delivered', async () => {
    const [ada, grace] = [await desk.owner({ firstName: 'Ada' }), await desk.owner()];
    const run = inRun();
    await follow([...several(300, ada.id, run), ...several(200, grace.id, run)], 2);
    await desk.deliverAll(2);
    expect(desk.published).toHaveLength(2);
    const adas = desk.published.find(({ ownerId }) => ownerId === ada.id);
    expect(adas).toMatchObject({
      email: ada.email,
      objectType: 'contacts',
      source: 'BULK',
      runId: run.write.runId,
      actor: 'ada@example.com',
      at: someTime,
      count: 300,
      properties: ['hubspot_owner_id'],
    });
    expect(adas?.records).toHaveLength(20);
    expect(desk.published.find(({ ownerId }) => ownerId === grace.id)).toMatchObject({ count: 200 });
  });

  it('reads the names of the records that are named', async () => {
    const owner = await desk.owner();
    const named = aContact({ properties: { firstname: 'Alan', lastname: 'Turing' } });
    await desk.records.commit([{ before: undefined, after: named }]);
    await follow([aChange(owner.id, { recordId: named.id }), aChange(owner.id)]);
    await desk.deliverAll();
    const records = desk.published.flatMap((each) => each.records);
    expect(records).toHaveLength(2);
    expect(records).toContainEqual({ id: named.id, name: 'Alan Turing', properties: ['hubspot_owner_id'] });
    expect(records).toContainEqual(expect.objectContaining({ name: null }));
  });

  it('hears in a second message of what came after the first, and only of that', async () => {
    const owner = await desk.owner();
    const run = inRun({ source: 'ROTATION' });
    const first = several(3, owner.id, run);
    await follow(first);
    await desk.deliverAll();
    await follow([...several(2, owner.id, run)]);
    await desk.deliverAll();
    expect(desk.published.map(({ count }) => count)).toEqual([3, 2]);
    expect(new Set(desk.published.map(({ id }) => id)).size).toBe(2);
  });

  it('hears nothing new when changes come again in batches that are cut otherwise', async () => {
    const owner = await desk.owner();
    const told = await desk.streamOf(several(10, owner.id, inRun()));
    await desk.note(told);
    await desk.note(told.slice(0, 4));
    await desk.deliverAll();
    await desk.note(told.slice(4));
    await desk.note(told.slice(2, 7));
    await desk.deliverAll();
    expect(desk.published.map(({ count }) => count)).toEqual([10]);
  });

  it.each([
    ['a job', ''],
    ['what a job makes a workflow do', '4711-'],
  ])('is told of %s when it is over', async (_, prefix) => {
    const owner = await desk.owner();
    const jobs = jobStore(dynamo.client, dynamo.tables.jobs);
    const at = someTime;
    const job = newHandover({
      id: `job-${anId()}`,
      actor: 'boss@example.com',
      objectTypes: ['contacts'],
      total: 5,
      at,
      from: '1',
      to: { ownerId: owner.id },
    });
    await jobs.begin(job);
    const run = inRun({ runId: `${prefix}${job.id}` });
    await follow(several(3, owner.id, run));
    for (let n = 0; n < 5; n++) {
      const message = desk.next();
      if (message !== undefined) await desk.deliver(message);
    }
    expect(desk.published).toEqual([]);
    expect(desk.sent).toHaveLength(1);
    await follow(several(2, owner.id, run));
    await jobs.save(job, { ...job, state: 'DONE', version: 2 });
    await desk.deliverAll();
    expect(desk.published.map(({ count }) => count)).toEqual([5]);
  });
});

describe('an owner is not told', () => {
  it.each<[string, Partial<LastWrite>]>([
    ['of what they did themselves, known by their e-mail', { actor: 'ADA@example.com' }],
    ['of what they did themselves, known by their id', { actor: 'ada-lovelace' }],
    ['of an import', { source: 'IMPORT' }],
    ['of a write that says so', { notify: false }],
    ['from a source that they switched off', { source: 'ROTATION', actor: 'bob@example.com' }],
  ])('%s', async (_, write) => {
    const id = write.actor === 'ada-lovelace' ? 'ada-lovelace' : anId();
    const email = write.actor === 'ADA@example.com' ? 'ada@example.com' : `${id}@example.com`;
    const owner = await desk.owner({ id, email, notifications: { off: ['ROTATION'] } });
    await follow([aChange(owner.id, inRun(write))]);
    await desk.deliverAll();
    expect(desk.published).toEqual([]);
  });

  it('when deactivated, nor when nobody has the id', async () => {
    const owner = await desk.owner({ active: false });
    await follow([aChange(owner.id), aChange(anId()), aChange(null)]);
    await desk.deliverAll();
    expect(desk.published).toEqual([]);
  });
});

describe('two who look at a notice at once', () => {
  it('tell it once', async () => {
    const owner = await desk.owner();
    await follow(several(5, owner.id, inRun()));
    const message = desk.next();
    if (message === undefined) throw new Error('No look was sent.');
    await Promise.all([desk.deliver(message), desk.deliver(message)]);
    await desk.deliverAll();
    expect(desk.published).toHaveLength(1);
  });
});

describe('a topic that cannot be reached', () => {
  it('has the message come again, and the owner told once it can', async () => {
    const owner = await desk.owner();
    await follow([aChange(owner.id)]);
    const message = desk.next();
    if (message === undefined) throw new Error('No look was sent.');
    const deps = { ...desk.worker(), topic: { publish: () => Promise.reject(new Error('no way through')) } };
    expect(await desk.deliver(message, deps)).toBe(false);
    desk.giveBack(message);
    await desk.deliverAll();
    expect(desk.published.map(({ count }) => count)).toEqual([1]);
  });

  it('does not keep an owner from hearing of later gains, even if the message was given up', async () => {
    const owner = await desk.owner();
    const run = inRun({ source: 'ROTATION' });
    await follow(several(2, owner.id, run));
    desk.sent.length = 0;
    desk.pass(24 * 3_600);
    await follow([aChange(owner.id, run)]);
    await desk.deliverAll();
    expect(desk.published.map(({ count }) => count)).toEqual([3]);
  });
});
