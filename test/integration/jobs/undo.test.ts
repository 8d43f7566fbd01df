import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Conflict } from '../../../lib/domain/errors.ts';
import type { Job } from '../../../lib/domain/job/job.ts';
import { pagesPerLeg } from '../../../lib/domain/job/progress.ts';
import { someTime } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { losesTheAnswer, meanwhile, refuses, withFaults } from '../../support/faults.ts';
import { type JobDesk, jobDesk } from '../../support/job-desk.ts';
import { only } from '../../support/only.ts';

let dynamo: TestDynamo;
let desk: JobDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = jobDesk(dynamo);
});
afterAll(() => dynamo?.stop());
beforeEach(() => {
  desk.sent.length = 0;
});

type HandedOver = { from: string; to: string; ids: string[]; job: Job };

/** So many contacts that have been handed over, with a history that knows it. */
const handedOver = async (count: number): Promise<HandedOver> => {
  const [from, to] = [await desk.owner(), await desk.owner()];
  const ids = await desk.recordsOf(from, 'contacts', count);
  const { id } = await desk.start({ from, to: { ownerId: to }, total: count });
  await desk.deliverAll();
  await desk.catchUp();
  return { from, to, ids, job: await desk.jobNow(id) };
};

/** Undoes a job to its end, with every message delivered so many times. */
const undone = async ({ id }: Job, times = 1): Promise<Job> => {
  const undo = await desk.undo(id);
  await desk.deliverAll(times);
  return desk.jobNow(undo.id);
};

describe('an undo', () => {
  it.each([1, 98])('gives %i records back, and says so on each', async (count) => {
    const { from, ids, job } = await handedOver(count);
    const undo = await undone(job);
    expect(undo).toMatchObject({ state: 'DONE', moved: count, total: count, skipped: {}, undoes: job.id });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
    const record = await desk.records.get('contacts', ids[0] ?? '');
    expect(record?.lastWrite).toMatchObject({ source: 'UNDO', runId: undo.id, actor: 'bob@example.com' });
    expect(record?.version).toBe(3);
  });

  it('is over at once when nothing was moved', async () => {
    const { job } = await handedOver(0);
    expect(await desk.undo(job.id)).toMatchObject({ state: 'DONE', total: 0 });
    expect(desk.sent).toEqual([]);
  });

  it('gives records back to an owner who has been deactivated', async () => {
    const { from, ids, job } = await handedOver(3);
    await desk.deactivate(from);
    expect(await undone(job)).toMatchObject({ moved: 3 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
  });

  it('leaves what somebody has changed since, even if they changed it back', async () => {
    const { from, to, ids, job } = await handedOver(10);
    const other = await desk.owner();
    const [taken = '', awayAndBack = '', cleared = '', archived = '', written = ''] = ids;
    await desk.assign('contacts', taken, other);
    await desk.assign('contacts', awayAndBack, other);
    await desk.assign('contacts', awayAndBack, to);
    await desk.assign('contacts', cleared, null);
    await desk.change('contacts', archived, { archivedAt: someTime });
    await desk.change('contacts', written, { properties: { hubspot_owner_id: to, phone: '1' } });
    await desk.catchUp();
    expect(await undone(job)).toMatchObject({
      state: 'DONE',
      moved: 6,
      skipped: { CHANGED_SINCE: 3, ARCHIVED: 1 },
      total: 10,
    });
    expect(await desk.ownersOf('contacts', [taken, awayAndBack, cleared])).toEqual([other, to, null]);
    expect(only(await desk.ownersOf('contacts', ids.slice(4)))).toEqual([from]);
    expect((await desk.records.get('contacts', written))?.properties).toMatchObject({ phone: '1' });
  });

  it('leaves what somebody changes while it is at work', async () => {
    const { from, ids, job } = await handedOver(10);
    const [taken = ''] = ids;
    const other = await desk.owner();
    const undo = await desk.undo(job.id);
    const taking = meanwhile('TransactWriteItems', () => desk.assign('contacts', taken, other));
    expect(await desk.deliver(undo, withFaults(dynamo, taking))).toMatchObject({
      moved: 9,
      skipped: { CHANGED_SINCE: 1 },
    });
    expect(await desk.ownersOf('contacts', [taken])).toEqual([other]);
    expect(only(await desk.ownersOf('contacts', ids.slice(1)))).toEqual([from]);
  });

  it('gives back several object types together', async () => {
    const [from, to] = [await desk.owner(), await desk.owner()];
    const [contacts, deals] = [
      await desk.recordsOf(from, 'contacts', 20),
      await desk.recordsOf(from, 'deals', 20),
    ];
    const job = await desk.start({ from, to: { ownerId: to }, objectTypes: ['contacts', 'deals'] });
    await desk.deliverAll();
    await desk.catchUp();
    expect(await undone(job)).toMatchObject({ moved: 40, objectTypes: ['contacts', 'deals'] });
    expect(only(await desk.ownersOf('contacts', contacts))).toEqual([from]);
    expect(only(await desk.ownersOf('deals', deals))).toEqual([from]);
  });

  it('gives back a record once that its job has moved twice', async () => {
    const { from, to, ids, job } = await handedOver(1);
    const [id = ''] = ids;
    await desk.assign('contacts', id, from);
    const write = { id: 'again', at: someTime, source: 'BULK', actor: 'ada', notify: true } as const;
    const record = await desk.records.get('contacts', id);
    await desk.change('contacts', id, {
      properties: { ...record?.properties, hubspot_owner_id: to },
      lastWrite: { ...write, runId: job.id, at: '2026-04-01T09:00:00.000Z' },
    });
    await desk.catchUp();
    expect(await undone(job)).toMatchObject({ moved: 1, skipped: { CHANGED_SINCE: 1 }, total: 2 });
    expect(await desk.ownersOf('contacts', ids)).toEqual([from]);
  });

  it('gives back what a job moved before it failed', async () => {
    const [from, to] = [await desk.owner(), await desk.owner()];
    const ids = await desk.recordsOf(from, 'contacts', 150);
    const job = await desk.start({ from, to: { ownerId: to }, total: 150 });
    let page = 0;
    const end = await desk.deliver(
      job,
      withFaults(dynamo, {
        operation: 'TransactWriteItems',
        act: async ({ proceed }) => {
          if (++page === 2) await desk.deactivate(to);
          return proceed();
        },
      }),
    );
    expect(end).toMatchObject({ state: 'FAILED', moved: 97 });
    desk.sent.length = 0;
    await desk.catchUp();
    expect(await undone(end)).toMatchObject({ state: 'DONE', moved: 97 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
  });
});

describe('an undo that is ahead of the history', () => {
  const behind = async (): Promise<HandedOver> => {
    const [from, to] = [await desk.owner(), await desk.owner()];
    const ids = await desk.recordsOf(from, 'contacts', 10);
    const { id } = await desk.start({ from, to: { ownerId: to }, total: 10 });
    await desk.catchUp();
    await desk.deliverAll();
    return { from, to, ids, job: await desk.jobNow(id) };
  };

  it('waits, longer each time, and changes nothing until the history knows all', async () => {
    const { from, to, ids, job } = await behind();
    await desk.undo(job.id);
    const waits: number[] = [];
    for (let n = 0; n < 3; n++) {
      const [message] = desk.sent.splice(0);
      if (message === undefined) throw new Error('The undo has no message.');
      waits.push(message.delaySeconds);
      // Delivered twice, it still waits once.
      await desk.deliver(message.job);
      await desk.deliver(message.job);
      expect(desk.sent).toHaveLength(1);
    }
    expect(waits).toEqual([5, 10, 20]);
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
    await desk.catchUp();
    await desk.deliverAll();
    expect(await desk.jobNow(`${job.id}-undo`)).toMatchObject({ state: 'DONE', moved: 10, total: 10 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
  });

  it('goes on without what the stream has forgotten after a day, and says how much that is', async () => {
    const { to, ids, job } = await behind();
    await desk.undo(job.id);
    desk.pass(24);
    await desk.deliverAll();
    expect(await desk.jobNow(`${job.id}-undo`)).toMatchObject({
      state: 'DONE',
      moved: 0,
      skipped: { HISTORY_MISSING: 10 },
      total: 10,
    });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
  });
});

describe('whatever happens to its messages', () => {
  it('each record is given back once when every message comes twice, and hands on', async () => {
    const { from, ids, job } = await handedOver(120);
    const undo = await desk.undo(job.id);
    const [message] = desk.sent.splice(0);
    if (message === undefined) throw new Error('The undo has no message.');
    // Kept anew with one page left, so that the second is the next message's.
    const short = { ...undo, id: `${undo.id}-short`, pagesInLeg: pagesPerLeg - 1 };
    expect(await desk.deliver(short)).toMatchObject({ moved: 97, leg: 1 });
    expect(desk.sent).toMatchObject([{ delaySeconds: 0 }]);
    await desk.deliverAll(2);
    expect(await desk.jobNow(short.id)).toMatchObject({ state: 'DONE', moved: 120, total: 120 });
    const records = [...(await desk.records.getMany('contacts', ids)).values()];
    expect(only(records.map(({ version }) => version))).toEqual([3]);
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
  });

  it('two runners at once share the pages between them', async () => {
    const { from, ids, job } = await handedOver(200);
    const undo = await desk.undo(job.id);
    const ends = await Promise.all([desk.deliver(undo), desk.deliver(undo)]);
    for (const end of ends) expect(end).toMatchObject({ state: 'DONE', moved: 200, total: 200 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
  });

  it('a lost answer neither skips nor doubles anything', async () => {
    const { from, ids, job } = await handedOver(120);
    const undo = await desk.undo(job.id);
    const lost = withFaults(dynamo, losesTheAnswer('TransactWriteItems'));
    await expect(desk.deliver(undo, lost)).rejects.toThrow('lost');
    expect(await desk.deliver(undo)).toMatchObject({ state: 'DONE', moved: 120, total: 120 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
  });

  it('a failure on the way is made good by the next delivery', async () => {
    const { job } = await handedOver(5);
    const undo = await desk.undo(job.id);
    const failing = withFaults(dynamo, refuses('Query', new Error('Out of order.'), 1));
    await expect(desk.deliver(undo, failing)).rejects.toThrow('Out of order');
    expect(await desk.deliver(undo)).toMatchObject({ state: 'DONE', moved: 5 });
  });
});

describe('asking for an undo', () => {
  const refused = (code: string) => ({ problems: [{ code }] });

  it('is refused as long as the job runs', async () => {
    const [from, to] = [await desk.owner(), await desk.owner()];
    const job = await desk.start({ from, to: { ownerId: to }, total: 1 });
    await expect(desk.undo(job.id)).rejects.toMatchObject(refused('STILL_RUNNING'));
    await expect(desk.undo(job.id)).rejects.toThrow(Conflict);
  });

  it('again is answered with the same undo while it runs, and refused once it is over', async () => {
    const { from, ids, job } = await handedOver(3);
    const [first, second] = [await desk.undo(job.id), await desk.undo(job.id)];
    expect(second.id).toBe(first.id);
    expect(desk.sent).toHaveLength(1);
    await desk.deliverAll();
    await expect(desk.undo(job.id)).rejects.toMatchObject(refused('ALREADY_UNDONE'));
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
  });

  it('twice at once leads to one', async () => {
    const { job } = await handedOver(3);
    const undos = await Promise.all([desk.undo(job.id), desk.undo(job.id)]);
    expect(only(undos.map(({ id }) => id))).toHaveLength(1);
    await desk.deliverAll();
    expect(await desk.jobNow(`${job.id}-undo`)).toMatchObject({ state: 'DONE', moved: 3, total: 3 });
  });

  it('of an undo is refused', async () => {
    const { job } = await handedOver(1);
    const undo = await undone(job);
    await expect(desk.undo(undo.id)).rejects.toMatchObject(refused('NOT_UNDOABLE'));
  });
});

describe('the history of a run', () => {
  it('lists what a job changed in one order, page by page, without gaps or repeats', async () => {
    const { from, to, ids, job } = await handedOver(50);
    const whole = await desk.run.list(job.id, { limit: 100 });
    expect(whole.next).toBeUndefined();
    expect(whole.results.map(({ recordId }) => recordId).sort()).toEqual([...ids].sort());
    for (const change of whole.results) expect(change).toMatchObject({ fromOwnerId: from, toOwnerId: to });
    const paged = [];
    let after: string | undefined;
    do {
      const page = await desk.run.list(job.id, { limit: 7, after });
      paged.push(...page.results);
      after = page.next;
    } while (after !== undefined);
    expect(paged).toEqual(whole.results);
    const order = paged.map(({ changeId }) => changeId);
    expect(order).toEqual([...order].sort());
    expect(await desk.run.count(job.id)).toBe(50);
    expect(await desk.run.count('no such run')).toBe(0);
  });
});
