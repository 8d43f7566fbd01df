import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancelJob } from '../../../lib/app/jobs/cancel-job.ts';
import { type AssignManyRequest, startAssign } from '../../../lib/app/jobs/start-assign.ts';
import type { FilterGroup } from '../../../lib/domain/filter/filter.ts';
import type { AssignJob } from '../../../lib/domain/job/assign-job.ts';
import type { Job } from '../../../lib/domain/job/job.ts';
import { anId, aRecord, someTime } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { type Fault, withFaults } from '../../support/faults.ts';
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

const jobNow = async (id: string): Promise<AssignJob> => asAssign(await desk.jobNow(id));

const equals = (propertyName: string, value: string): FilterGroup[] => [
  { filters: [{ propertyName, operator: 'EQ', value }] },
];

const start = async (
  filterGroups: FilterGroup[],
  ownerId: string | null,
  fields: Partial<AssignManyRequest> = {},
): Promise<AssignJob> => {
  const deps = { ...desk.worker(), owners: desk.owners, selections: desk.selections };
  const request = { objectType: 'contacts', overwrite: true, owner: { ownerId }, dryRun: false } as const;
  return asAssign(
    await startAssign(deps, { ...request, selection: { filterGroups }, ...fields }, 'ada@example.com'),
  );
};

/** So many contacts of a city that no other test knows. */
const contactsOf = async (city: string, count: number, properties = {}): Promise<string[]> => {
  const made = Array.from({ length: count }, () =>
    aRecord('contacts', { properties: { city, ...properties } }),
  );
  for (let start = 0; start < count; start += 100)
    await desk.records.commit(made.slice(start, start + 100).map((after) => ({ before: undefined, after })));
  return made.map(({ id }) => id);
};
const aCity = (): string => `city-${anId()}`;

const deliver = async (job: Job, ...faults: Fault[]): Promise<AssignJob> =>
  asAssign(await desk.deliver(job, withFaults(dynamo, ...faults)));

/** Does something once all that match are found, and before the first of them is assigned. */
const onceCollected = (job: AssignJob, something: () => Promise<unknown>): Fault => {
  let happened = false;
  return {
    operation: 'TransactWriteItems',
    act: async ({ proceed }) => {
      if (!happened && !(await jobNow(job.id)).collecting) {
        happened = true;
        await something();
      }
      return proceed();
    },
  };
};

describe('an assignment by filters', () => {
  it('gives those that match to their owner, and no others', async () => {
    const [city, other, to] = [aCity(), aCity(), await desk.owner()];
    const ids = await contactsOf(city, 250);
    const others = await contactsOf(other, 30);
    const job = await start(equals('city', city), to);
    expect(job).toMatchObject({ state: 'RUNNING', collecting: true, total: 0 });
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', collecting: false, total: 250, moved: 250 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
    expect(only(await desk.ownersOf('contacts', others))).toEqual([null]);
  });

  it('is over at once where nothing matches', async () => {
    const job = await start(equals('city', aCity()), await desk.owner());
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', total: 0, moved: 0 });
  });

  it('fills its pages up, so that few matches among many make few transactions', async () => {
    const [city, to] = [aCity(), await desk.owner()];
    for (let n = 0; n < 6; n++) {
      await contactsOf(aCity(), 250);
      await contactsOf(city, 10);
    }
    const job = await start(equals('city', city), to);
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', total: 60, moved: 60, pages: 1 });
  });

  it('is about what it was asked about, even if it changes that itself', async () => {
    const [from, to] = [await desk.owner(), await desk.owner()];
    const ids = await desk.recordsOf(from, 'contacts', 220);
    const job = await start(equals('hubspot_owner_id', from), to);
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', total: 220, moved: 220 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([to]);
  });

  it('leaves alone what comes to match later, and takes what has ceased to', async () => {
    const [city, to] = [aCity(), await desk.owner()];
    const ids = await contactsOf(city, 120);
    const [moved = '', archived = ''] = ids;
    const [comer = ''] = await contactsOf(aCity(), 1);
    const born: string[] = [];
    const job = await start(equals('city', city), to);
    const after = await deliver(
      job,
      onceCollected(job, async () => {
        await desk.change('contacts', comer, { properties: { city } });
        await desk.change('contacts', moved, { properties: { city: 'elsewhere' } });
        await desk.change('contacts', archived, { archivedAt: someTime });
        born.push(...(await contactsOf(city, 5)));
      }),
    );
    expect(after).toMatchObject({ state: 'DONE', total: 120, moved: 119, skipped: { FAILED: 1 } });
    expect(only(await desk.ownersOf('contacts', [comer, ...born]))).toEqual([null]);
    expect(await desk.ownersOf('contacts', [moved])).toEqual([to]);
  });

  it('leaves alone what is created while it is still looking', async () => {
    const [city, to] = [aCity(), await desk.owner()];
    await contactsOf(city, 20);
    const job = await start(equals('city', city), to);
    const late = aRecord('contacts', {
      properties: { city },
      createdAt: new Date(Date.parse(job.createdAt) + 1).toISOString(),
    });
    await desk.records.commit([{ before: undefined, after: late }]);
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', total: 20 });
    expect(await desk.ownersOf('contacts', [late.id])).toEqual([null]);
  });

  it('can be stopped while it looks: nothing is assigned then', async () => {
    const [city, to] = [aCity(), await desk.owner()];
    const ids = await contactsOf(city, 20);
    const job = await start(equals('city', city), to);
    await cancelJob(desk.worker(), job);
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'CANCELED', total: 0, moved: 0 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([null]);
  });

  it('only says what would happen if it is tried', async () => {
    const [city, to] = [aCity(), await desk.owner()];
    const ids = await contactsOf(city, 30);
    const job = await start(equals('city', city), to, { dryRun: true });
    await desk.deliverAll();
    expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', total: 30, moved: 30 });
    expect(only(await desk.ownersOf('contacts', ids))).toEqual([null]);
    const { results } = await desk.selections.results(await jobNow(job.id), { limit: 100 });
    expect(results.map(({ recordId }) => recordId).sort()).toEqual([...ids].sort());
  });

  /** Of a type of which there are few, so that each life is short. */
  it('killed after any of its calls and delivered twice, it comes to the same end', {
    timeout: 60_000,
  }, async () => {
    for (let killedAfter = 1; ; killedAfter += 2) {
      const [subject, to] = [aCity(), await desk.owner()];
      const made = Array.from({ length: 8 }, () => aRecord('tickets', { properties: { subject } }));
      await desk.records.commit(made.map((after) => ({ before: undefined, after })));
      const job = await start(equals('subject', subject), to, { objectType: 'tickets' });
      let calls = 0;
      const dies: Fault = {
        act: async ({ proceed }) => {
          if (calls++ >= killedAfter) throw new Error('Killed.');
          return proceed();
        },
      };
      const survived = await deliver(job, dies).then(
        () => true,
        () => false,
      );
      await Promise.all([deliver(job), deliver(job)]);
      expect(await jobNow(job.id)).toMatchObject({ state: 'DONE', total: 8, moved: 8, skipped: {} });
      const ids = made.map(({ id }) => id);
      const records = [...(await desk.records.getMany('tickets', ids)).values()];
      expect(only(records.map(({ version }) => version))).toEqual([2]);
      if (!survived) continue;
      expect(killedAfter).toBeGreaterThan(10);
      return;
    }
  });

  it.each<[string, FilterGroup[], string, string]>([
    ['no group', [], 'filterGroups', 'REQUIRED_FIELD'],
    ['an empty group', [{ filters: [] }], 'filterGroups[0].filters', 'REQUIRED_FIELD'],
    [
      'an unknown property',
      equals('shoesize', '42'),
      'filterGroups[0].filters[0].propertyName',
      'PROPERTY_DOESNT_EXIST',
    ],
    [
      'more than it can carry',
      [{ filters: [{ propertyName: 'city', operator: 'IN', values: Array(900).fill('x'.repeat(50)) }] }],
      'filterGroups',
      'TOO_LONG',
    ],
  ])('is refused with %s', async (_, groups, field, code) => {
    const refused = start(groups, await desk.owner());
    await expect(refused).rejects.toMatchObject({ problems: [{ in: field, code }] });
    expect(desk.sent).toEqual([]);
  });
});
