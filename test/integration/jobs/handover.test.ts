import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runJob } from '../../../lib/app/jobs/run-job.ts';
import { Conflict } from '../../../lib/domain/errors.ts';
import type { Job } from '../../../lib/domain/job/job.ts';
import { doneOf, pagesPerLeg } from '../../../lib/domain/job/progress.ts';
import type { Owner } from '../../../lib/domain/owner/owner.ts';
import { someTime } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { cancels, type Fault, losesTheAnswer, meanwhile, refuses, withFaults } from '../../support/faults.ts';
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

/** A leaver with so many contacts, and the handover of them to somebody, its message in the queue. */
const leaving = async (count: number): Promise<{ from: string; to: string; ids: string[]; job: Job }> => {
  const [from, to] = [await desk.owner(), await desk.owner()];
  const ids = await desk.recordsOf(from, 'contacts', count);
  return { from, to, ids, job: await desk.start({ from, to: { ownerId: to }, total: count }) };
};

const deliver = (job: Job, ...faults: Fault[]): Promise<Job> =>
  desk.deliver(job, withFaults(dynamo, ...faults));

describe('a handover to an owner', () => {
  it.each([0, 1, 97, 98, 300])('moves %i records, each once', async (count) => {
    const { from, to, ids, job } = await leaving(count);
    expect(desk.sent).toHaveLength(count === 0 ? 0 : 1);
    await desk.deliverAll();
    const after = await desk.jobNow(job.id);
    expect(after).toMatchObject({ state: 'DONE', moved: count, total: count, skipped: {} });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual(count === 0 ? [] : [to]);
    const versions = [...(await desk.records.getMany('contacts', ids)).values()].map(
      ({ version }) => version,
    );
    expect(only(versions)).toEqual(count === 0 ? [] : [2]);
    expect(await desk.owned.count(from, 'contacts')).toBe(0);
    expect(await desk.owned.count(to, 'contacts')).toBe(count);
  });

  it('moves every object type that it is about, and no other', async () => {
    const [from, to] = [await desk.owner(), await desk.owner()];
    const [contacts, deals, tickets] = [
      await desk.recordsOf(from, 'contacts', 20),
      await desk.recordsOf(from, 'deals', 30),
      await desk.recordsOf(from, 'tickets', 5),
    ];
    const job = await desk.start({ from, to: { ownerId: to }, objectTypes: ['deals', 'contacts'] });
    await desk.deliverAll();
    expect(await desk.jobNow(job.id)).toMatchObject({ state: 'DONE', moved: 50, total: 50 });
    expect(only(await desk.ownersOf('contacts', contacts))).toEqual([to]);
    expect(only(await desk.ownersOf('deals', deals))).toEqual([to]);
    expect(only(await desk.ownersOf('tickets', tickets))).toEqual([from]);
  });

  it('signs each record with who asked for it and the job', async () => {
    const { ids, job } = await leaving(1);
    await desk.deliverAll();
    const record = await desk.records.get('contacts', ids[0] ?? '');
    expect(record?.lastWrite).toMatchObject({
      source: 'BULK',
      runId: job.id,
      actor: 'ada@example.com',
      notify: true,
    });
  });

  it('is kept by whoever gets its message, if whoever sent it did not come to that', async () => {
    const { to, ids, job } = await leaving(3);
    const unknown = { ...job, id: `${job.id}-lost` };
    expect(await desk.deliver(unknown)).toMatchObject({ id: unknown.id, state: 'DONE', moved: 3 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
  });
});

describe('meanwhile', () => {
  it('a record that somebody else takes stays with them', async () => {
    const { ids, job } = await leaving(30);
    const [taken = '', archived = ''] = ids;
    const other = await desk.owner();
    const after = await deliver(
      job,
      meanwhile('TransactWriteItems', async () => {
        await desk.assign('contacts', taken, other);
        await desk.change('contacts', archived, { archivedAt: someTime });
      }),
    );
    expect(after).toMatchObject({ state: 'DONE', moved: 28 });
    expect(await desk.ownersOf('contacts', [taken])).toEqual([other]);
    expect(doneOf(after)).toBe(after.total);
  });

  it('a record that is changed between being found and being read is counted with its reason', async () => {
    const { ids, job } = await leaving(10);
    const [taken = '', archived = ''] = ids;
    const other = await desk.owner();
    const after = await deliver(
      job,
      meanwhile('BatchGetItem', async () => {
        await desk.assign('contacts', taken, other);
        await desk.change('contacts', archived, { archivedAt: someTime });
      }),
    );
    expect(after).toMatchObject({
      state: 'DONE',
      moved: 8,
      skipped: { REASSIGNED: 1, ARCHIVED: 1 },
      total: 10,
    });
    expect(await desk.ownersOf('contacts', [taken])).toEqual([other]);
  });

  it('a record that is written but stays theirs is moved all the same', async () => {
    const { to, ids, job } = await leaving(20);
    const written = ids[7] ?? '';
    const after = await deliver(
      job,
      meanwhile('TransactWriteItems', async () => {
        const record = await desk.records.get('contacts', written);
        const properties = { ...record?.properties, phone: '1' };
        await desk.change('contacts', written, { properties });
      }),
    );
    expect(after).toMatchObject({ moved: 20 });
    const record = await desk.records.get('contacts', written);
    expect(record?.properties).toMatchObject({ phone: '1', hubspot_owner_id: to });
  });

  it('a record that the leaver is given behind the place of the job is found by its second look', async () => {
    const { from, to, job } = await leaving(250);
    const late: string[] = [];
    let page = 0;
    const givesMore: Fault = {
      operation: 'TransactWriteItems',
      act: async ({ proceed }) => {
        const output = await proceed();
        if (++page === 2) late.push(...(await desk.recordsOf(from, 'contacts', 16)));
        return output;
      },
    };
    const after = await deliver(job, givesMore);
    expect(after).toMatchObject({ state: 'DONE', moved: 266, total: 266 });
    expect(only(await desk.ownersOf('contacts', late))).toEqual([to]);
  });

  it.each<[string, Partial<Owner>]>([
    ['is deactivated', { active: false }],
    ['loses access', { objectAccess: ['deals'] }],
  ])('a receiver who %s is given no more, and the job says so', async (_, fields) => {
    const { from, to, ids, job } = await leaving(250);
    let page = 0;
    const after = await deliver(job, {
      operation: 'TransactWriteItems',
      act: async ({ proceed }) => {
        if (++page === 2) await desk.deactivate(to, fields);
        return proceed();
      },
    });
    expect(after).toMatchObject({ state: 'FAILED', failure: { message: expect.stringContaining(to) } });
    const owners = await desk.ownersOf('contacts', ids);
    expect(owners.filter((owner) => owner === to)).toHaveLength(after.moved);
    expect(owners.filter((owner) => owner === from)).toHaveLength(153);
    expect(after.moved).toBe(97);
  });

  it('a receiver who is refused and lets in again goes on', async () => {
    const { to, job } = await leaving(5);
    await desk.deactivate(to);
    const after = await deliver(
      job,
      meanwhile('GetItem', () => desk.deactivate(to, { active: true })),
    );
    expect(after).toMatchObject({ state: 'DONE', moved: 5 });
  });
});

describe('whatever happens to its messages', () => {
  it('each record is moved once when every message comes twice', async () => {
    const { to, ids, job } = await leaving(300);
    await desk.deliverAll(2);
    expect(await desk.jobNow(job.id)).toMatchObject({ state: 'DONE', moved: 300, total: 300 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
  });

  it('two runners at once share the pages between them', async () => {
    const { ids, job } = await leaving(300);
    const ends = await Promise.all([desk.deliver(job), desk.deliver(job), desk.deliver(job)]);
    for (const end of ends) expect(end).toMatchObject({ state: 'DONE', moved: 300 });
    const versions = [...(await desk.records.getMany('contacts', ids)).values()].map(
      ({ version }) => version,
    );
    expect(only(versions)).toEqual([2]);
  });

  describe('when a message has worked through its share', () => {
    /** So that the third page is the next message's. */
    const almostThrough = async () => {
      const { job, ...rest } = await leaving(250);
      desk.sent.length = 0;
      const message = { ...job, id: `${job.id}-short`, pagesInLeg: pagesPerLeg - 2 };
      return { ...rest, message };
    };

    it('it hands on to the next', async () => {
      const { to, ids, message } = await almostThrough();
      expect(await desk.deliver(message)).toMatchObject({
        state: 'RUNNING',
        moved: 194,
        leg: 1,
        handedOn: 1,
      });
      expect(desk.sent).toMatchObject([{ job: { leg: 1 }, delaySeconds: 0 }]);
      await desk.deliverAll(2);
      expect(await desk.jobNow(message.id)).toMatchObject({ state: 'DONE', moved: 250 });
      expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
    });

    it('it hands on once, however often it comes', async () => {
      const { message } = await almostThrough();
      await desk.deliver(message);
      await desk.deliver(message);
      await desk.deliver(message);
      expect(desk.sent).toHaveLength(1);
    });

    it('the next delivery hands on, if it died between the last page and that', async () => {
      const { message } = await almostThrough();
      const queue = { send: async () => Promise.reject(new Error('The queue is gone.')) };
      await expect(runJob({ ...desk.worker(), queue }, message)).rejects.toThrow('gone');
      expect(await desk.jobNow(message.id)).toMatchObject({ moved: 194, leg: 1, handedOn: 0 });
      await desk.deliver(message);
      expect(desk.sent).toHaveLength(1);
      await desk.deliverAll();
      expect(await desk.jobNow(message.id)).toMatchObject({ state: 'DONE', moved: 250 });
    });

    it('it sends again what it did not come to note as sent, and nothing is moved twice', async () => {
      const { ids, message } = await almostThrough();
      let written = 0;
      const dies: Fault = {
        operation: 'TransactWriteItems',
        act: async ({ proceed }) => {
          if (++written > 2) throw new Error('Killed.');
          return proceed();
        },
      };
      await expect(deliver(message, dies)).rejects.toThrow('Killed');
      await desk.deliver(message);
      expect(desk.sent).toHaveLength(2);
      await desk.deliverAll();
      expect(await desk.jobNow(message.id)).toMatchObject({ state: 'DONE', moved: 250, total: 250 });
      const records = await desk.records.getMany('contacts', ids);
      expect(only([...records.values()].map(({ version }) => version))).toEqual([2]);
    });
  });

  it('nothing is done by a message that comes again a day later', async () => {
    const { from, ids, job } = await leaving(10);
    await desk.deliverAll();
    const before = await desk.jobNow(job.id);
    await desk.assign('contacts', ids[0] ?? '', from);
    expect(await desk.deliver(job)).toEqual(before);
    expect(await desk.ownersOf('contacts', ids.slice(0, 1))).toEqual([from]);
    expect(desk.sent).toEqual([]);
  });

  it('a lost answer leads neither to a record left out nor to one counted twice', async () => {
    const { to, ids, job } = await leaving(200);
    await expect(deliver(job, losesTheAnswer('TransactWriteItems'))).rejects.toThrow('lost');
    const after = await deliver(job);
    expect(after).toMatchObject({ state: 'DONE', moved: 200, total: 200 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
  });

  it.each(['PutItem', 'Query', 'BatchGetItem', 'TransactWriteItems'])(
    'a failure of %s is made good by the next delivery',
    async (operation) => {
      const { ids, to, job } = await leaving(120);
      await expect(deliver(job, refuses(operation, new Error('Out of order.'), 1))).rejects.toThrow();
      expect(await desk.deliver(job)).toMatchObject({ state: 'DONE', moved: 120 });
      expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
    },
  );

  it('transactions of others that stand in the way twice are waited for', async () => {
    const { job } = await leaving(10);
    const busy = cancels([undefined, undefined, 'TransactionConflict'], 2);
    expect(await deliver(job, busy)).toMatchObject({ state: 'DONE', moved: 10 });
  });

  it('the message comes again when others never stop writing', async () => {
    const { ids, from, job } = await leaving(10);
    await expect(deliver(job, cancels(['TransactionConflict']))).rejects.toThrow(Conflict);
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
    expect(await desk.deliver(job)).toMatchObject({ state: 'DONE', moved: 10 });
  });
});
