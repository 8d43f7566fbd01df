import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancelJob } from '../../../lib/app/jobs/cancel-job.ts';
import { type AssignManyRequest, startAssign } from '../../../lib/app/jobs/start-assign.ts';
import type { AssignJob, AssignResult } from '../../../lib/domain/job/assign-job.ts';
import type { Job } from '../../../lib/domain/job/job.ts';
import { pagesPerLeg } from '../../../lib/domain/job/progress.ts';
import { changeStore } from '../../../lib/store/change-store.ts';
import { selectionKeeper } from '../../../lib/store/jobs/selection-store.ts';
import { someTime } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { cancels, type Fault, losesTheAnswer, meanwhile, refuses, withFaults } from '../../support/faults.ts';
import { type JobDesk, jobDesk } from '../../support/job-desk.ts';
import { asAssign } from '../../support/jobs.ts';
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

const start = async (
  recordIds: readonly string[],
  ownerId: string | null,
  fields: Partial<AssignManyRequest> = {},
): Promise<AssignJob> => {
  const deps = {
    ...desk.worker(),
    owners: desk.owners,
    properties: desk.properties,
    selections: desk.selections,
  };
  const request = { objectType: 'contacts', overwrite: true, dryRun: false, owner: { ownerId } } as const;
  return asAssign(
    await startAssign(deps, { ...request, selection: { recordIds }, ...fields }, 'ada@example.com'),
  );
};

/** So many contacts of somebody, and the job that gives them to another. */
const scene = async (count: number, fields: Partial<AssignManyRequest> = {}) => {
  const [from, to] = [await desk.owner(), await desk.owner()];
  const ids = await desk.recordsOf(from, 'contacts', count);
  return { from, to, ids, job: await start(ids, to, fields) };
};

const jobNow = async (id: string): Promise<AssignJob> => asAssign(await desk.jobNow(id));

const deliver = async (job: Job, ...faults: Fault[]): Promise<AssignJob> =>
  asAssign(await desk.deliver(job, withFaults(dynamo, ...faults)));

/** Every result, read in pages of an odd size. */
const resultsOf = async (id: string, limit = 60): Promise<AssignResult[]> => {
  const job = await jobNow(id);
  const found: AssignResult[] = [];
  let after: string | undefined;
  do {
    const page = await desk.selections.results(job, { limit, after });
    found.push(...page.results);
    after = page.next;
  } while (after !== undefined);
  return found;
};

const versionsOf = async (ids: readonly string[]): Promise<number[]> =>
  only([...(await desk.records.getMany('contacts', ids)).values()].map(({ version }) => version));

/** Does something after so many transactions. */
const afterPages = (count: number, something: () => Promise<unknown>): Fault => {
  let page = 0;
  return {
    operation: 'TransactWriteItems',
    act: async ({ proceed }) => {
      const output = await proceed();
      if (++page === count) await something();
      return output;
    },
  };
};

describe('an assignment of many', () => {
  it.each([1, 97, 98, 250])(
    'gives %i records to their owner, each once, and tells of each in order',
    async (count) => {
      const { from, to, ids, job } = await scene(count);
      await desk.deliverAll();
      expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', moved: count, total: count, skipped: {} });
      expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
      expect(await versionsOf(ids)).toEqual([2]);
      const results = await resultsOf(job.id);
      expect(results.map(({ recordId }) => recordId)).toEqual(ids);
      for (const result of results)
        expect(result).toMatchObject({ outcome: 'ASSIGNED', previousOwnerId: from });
    },
  );

  it('names the entries that the history gets', async () => {
    const { to, ids, job } = await scene(3);
    await desk.deliverAll();
    await desk.catchUp();
    const [result] = await resultsOf(job.id);
    const changes = changeStore(dynamo.client, dynamo.tables.changes);
    expect(await changes.get('contacts', ids[0] ?? '', result?.changeId ?? '')).toMatchObject({
      toOwnerId: to,
      write: { source: 'BULK', runId: job.id, actor: 'ada@example.com' },
    });
  });

  it('tells those apart that are gone, archived, unchanged, somebody else’s or named twice', async () => {
    const [other, to] = [await desk.owner(), await desk.owner()];
    const [owned = '', archived = ''] = await desk.recordsOf(other, 'contacts', 2);
    const [theirs = ''] = await desk.recordsOf(to, 'contacts', 1);
    await desk.change('contacts', archived, { archivedAt: someTime });
    const { id } = await start([owned, '404', archived, theirs, owned], to, { overwrite: false });
    await desk.deliverAll();
    expect(await jobNow(id)).toMatchObject({
      state: 'DONE',
      total: 4,
      moved: 0,
      skipped: { SKIPPED_ALREADY_OWNED: 1, FAILED: 2, UNCHANGED: 1 },
    });
    expect(await resultsOf(id)).toMatchObject([
      { recordId: owned, outcome: 'SKIPPED_ALREADY_OWNED', previousOwnerId: other },
      { recordId: '404', outcome: 'FAILED', error: { code: 'OBJECT_NOT_FOUND' } },
      { recordId: archived, outcome: 'FAILED', error: { code: 'OBJECT_NOT_FOUND' } },
      { recordId: theirs, outcome: 'UNCHANGED', previousOwnerId: to },
    ]);
  });

  it('clears owners where nobody is named', async () => {
    const { ids } = await scene(5);
    const { id } = await start(ids, null);
    desk.sent.splice(0, 1);
    await desk.deliverAll();
    expect(await jobNow(id)).toMatchObject({ state: 'DONE', moved: 5 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([null]);
    expect(only((await resultsOf(id)).map(({ outcome }) => outcome))).toEqual(['CLEARED']);
  });

  it('only says what would happen if it is tried', async () => {
    const { from, ids, job } = await scene(120, { dryRun: true });
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', moved: 120, total: 120 });
    expect(await versionsOf(ids)).toEqual([1]);
    const results = await resultsOf(job.id);
    expect(results).toHaveLength(120);
    for (const result of results) {
      expect(result).toMatchObject({ outcome: 'ASSIGNED', previousOwnerId: from });
      expect(result).not.toHaveProperty('changeId');
    }
    await expect(desk.undo(job.id)).rejects.toMatchObject({ problems: [{ code: 'NOT_UNDOABLE' }] });
  });

  it('starts nothing for an owner who may not own them', async () => {
    const to = await desk.owner({ active: false });
    await expect(start(['1', '2'], to)).rejects.toMatchObject({ problems: [{ code: 'OWNER_DEACTIVATED' }] });
    expect(desk.sent).toEqual([]);
  });

  it('splits a page of records that are too large for one transaction', async () => {
    const { to, ids, job } = await scene(12);
    for (const id of ids) {
      const before = await desk.records.get('contacts', id);
      await desk.change('contacts', id, {
        properties: { ...before?.properties, notes: 'x'.repeat(380_000) },
      });
    }
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', moved: 12, total: 12 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
    expect((await resultsOf(job.id, 5)).map(({ recordId }) => recordId)).toEqual(ids);
  });
});

describe('while it runs', () => {
  it('an owner who is deactivated is given no more, and the rest fails with the reason', async () => {
    const { from, to, ids, job } = await scene(250);
    const after = await deliver(
      job,
      afterPages(2, () => desk.deactivate(to)),
    );
    expect(after).toMatchObject({
      state: 'FAILED',
      moved: 194,
      total: 250,
      skipped: { FAILED: 56 },
      failure: { code: 'OWNER_DEACTIVATED' },
    });
    expect((await desk.ownersOf('contacts', ids)).filter((owner) => owner === from)).toHaveLength(56);
    const results = await resultsOf(job.id);
    expect(results.map(({ recordId }) => recordId)).toEqual(ids);
    expect(results.slice(194)).toSatisfy((rest: AssignResult[]) =>
      rest.every(({ outcome, error }) => outcome === 'FAILED' && error?.code === 'OWNER_DEACTIVATED'),
    );
  });

  it('it can be stopped: what was done stays, the rest is told as canceled, and both can be undone', async () => {
    const { from, to, ids, job } = await scene(250);
    const after = await deliver(
      job,
      afterPages(1, () => cancelJob(desk.worker(), job)),
    );
    expect(after).toMatchObject({ state: 'CANCELED', moved: 97, total: 250, skipped: { CANCELED: 153 } });
    expect((await desk.ownersOf('contacts', ids)).filter((owner) => owner === to)).toHaveLength(97);
    expect((await resultsOf(job.id)).filter(({ outcome }) => outcome === 'CANCELED')).toHaveLength(153);
    expect(await cancelJob(desk.worker(), job)).toMatchObject({ state: 'CANCELED', version: after.version });
    // A message that comes late does no more.
    expect(await desk.deliver(job)).toEqual(after);
    await desk.catchUp();
    const undo = await desk.undo(job.id);
    await desk.deliverAll();
    expect(await desk.jobNow(undo.id)).toMatchObject({ state: 'DONE', moved: 97, total: 97 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([from]);
  });

  it('it tells of those that it has done', async () => {
    const { ids, job } = await scene(250);
    let seen: AssignResult[] = [];
    await deliver(
      job,
      afterPages(2, async () => {
        seen = await resultsOf(job.id);
      }),
    );
    expect(seen.map(({ recordId }) => recordId)).toEqual(ids.slice(0, 194));
  });

  it('a record that is archived or changed meanwhile is seen as it is then', async () => {
    const { ids, job } = await scene(30);
    const [archived = '', written = ''] = ids;
    const after = await deliver(
      job,
      meanwhile('TransactWriteItems', async () => {
        await desk.change('contacts', archived, { archivedAt: someTime });
        const record = await desk.records.get('contacts', written);
        await desk.change('contacts', written, { properties: { ...record?.properties, phone: '1' } });
      }),
    );
    expect(after).toMatchObject({ state: 'DONE', moved: 29, skipped: { FAILED: 1 } });
    const record = await desk.records.get('contacts', written);
    expect(record?.properties).toMatchObject({ phone: '1', hubspot_owner_id: job.ownerId });
  });
});

describe('stopping', () => {
  it('is refused once the job is over, and for an undo', async () => {
    const { job } = await scene(3);
    await desk.deliverAll();
    const refused = (code: string) => ({ problems: [{ code }] });
    await expect(cancelJob(desk.worker(), job)).rejects.toMatchObject(refused('ALREADY_OVER'));
    await desk.catchUp();
    const undo = await desk.undo(job.id);
    await expect(cancelJob(desk.worker(), undo)).rejects.toMatchObject(refused('NOT_CANCELABLE'));
  });

  it('works for a handover as well', async () => {
    const [from, to] = [await desk.owner(), await desk.owner()];
    await desk.recordsOf(from, 'contacts', 120);
    const job = await desk.start({ from, to: { ownerId: to }, total: 120 });
    await cancelJob(desk.worker(), job);
    await desk.deliverAll();
    expect(await desk.jobNow(job.id)).toMatchObject({ state: 'CANCELED', moved: 0 });
    expect(await desk.owned.count(from, 'contacts')).toBe(120);
  });
});

describe('whatever happens to its messages', () => {
  it('each record is written and counted once when every message comes twice', async () => {
    const { ids, job } = await scene(300);
    await desk.deliverAll(2);
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', moved: 300, total: 300, skipped: {} });
    expect(await versionsOf(ids)).toEqual([2]);
    expect(await resultsOf(job.id)).toHaveLength(300);
  });

  it('three runners at once share the pages between them', async () => {
    const { ids, job } = await scene(300);
    for (const end of await Promise.all([1, 2, 3].map(() => desk.deliver(job))))
      expect(end).toMatchObject({ state: 'DONE', moved: 300 });
    expect(await versionsOf(ids)).toEqual([2]);
  });

  it('it hands on when its share is done, and the next message goes on', async () => {
    const { ids, job } = await scene(250);
    desk.sent.length = 0;
    const message = { ...job, id: `${job.id}-short`, pagesInLeg: pagesPerLeg - 1 };
    await desk.selections.keep(message.id, [ids.slice(0, 97), ids.slice(97, 194), ids.slice(194)]);
    expect(await deliver(message)).toMatchObject({ state: 'RUNNING', moved: 97, leg: 1 });
    await desk.deliverAll(2);
    expect(await jobNow(message.id)).toMatchObject({ state: 'DONE', moved: 250 });
    expect(await versionsOf(ids)).toEqual([2]);
  });

  it('killed after any of its calls, the next delivery brings it to the same end', async () => {
    let calls = 1;
    for (let killedAfter = 1; killedAfter <= calls; killedAfter++) {
      const { to, ids, job } = await scene(110);
      let made = 0;
      const dies: Fault = {
        act: async ({ proceed }) => {
          if (made >= killedAfter) throw new Error('Killed.');
          const output = await proceed();
          made += 1;
          return output;
        },
      };
      const died = await deliver(job, dies).then(
        () => false,
        () => true,
      );
      if (died) calls = killedAfter + 1;
      expect(await deliver(job)).toMatchObject({ state: 'DONE', moved: 110, total: 110, skipped: {} });
      expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
      expect(await versionsOf(ids)).toEqual([2]);
      expect((await resultsOf(job.id)).map(({ recordId }) => recordId)).toEqual(ids);
    }
    expect(calls).toBeGreaterThan(5);
  });

  it('a lost answer leads neither to a record left out nor to one counted twice', async () => {
    const { ids, job } = await scene(150);
    await expect(deliver(job, losesTheAnswer('TransactWriteItems'))).rejects.toThrow('lost');
    expect(await deliver(job)).toMatchObject({ state: 'DONE', moved: 150, total: 150 });
    expect(await versionsOf(ids)).toEqual([2]);
  });

  it('transactions of others that stand in the way are waited for', async () => {
    const { job } = await scene(10);
    const busy = cancels([undefined, undefined, 'TransactionConflict'], 2);
    expect(await deliver(job, busy)).toMatchObject({ state: 'DONE', moved: 10 });
  });
});

describe('starting', () => {
  it('leaves no job that lacks its ids, wherever it dies', async () => {
    const to = await desk.owner();
    const ids = await desk.recordsOf(await desk.owner(), 'contacts', 5);
    const broken = withFaults(dynamo, refuses('BatchWriteItem', new Error('Out of order.')));
    const deps = {
      ...desk.worker(),
      owners: desk.owners,
      properties: desk.properties,
      selections: selectionKeeper(broken, dynamo.tables.jobs),
    };
    const request = {
      objectType: 'contacts',
      owner: { ownerId: to },
      overwrite: true,
      dryRun: false,
    } as const;
    await expect(startAssign(deps, { ...request, selection: { recordIds: ids } }, 'ada')).rejects.toThrow(
      'Out of order',
    );
    expect(desk.sent).toEqual([]);
  });
});
