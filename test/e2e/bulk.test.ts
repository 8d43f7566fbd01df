import { describe, expect, it } from 'vitest';
import type { AssignJob, BulkAssignmentInput } from '../../client/ownership-client.ts';
import { rota } from '../support/client.ts';
import { jobOf, jobOver, resultsOf } from '../support/job-over.ts';
import { manyRecords, sharesOf } from '../support/many-records.ts';
import { anOwner, eventually } from '../support/rota.ts';

/** Ten thousand records take a while beside other tests. */
const patience = 90_000;

const contactsOf = (owner: string, count: number): Promise<string[]> =>
  manyRecords('contacts', count, (n) => ({ firstname: `Bulk ${n}`, hubspot_owner_id: owner }));

const assignJobOf = async (id: string): Promise<AssignJob> => {
  const job = await jobOf(id);
  if (job.kind !== 'assign') throw new Error(`Job ${id} is of the kind ${job.kind}.`);
  return job;
};

const bulk = async (wish: Omit<BulkAssignmentInput, 'objectType'>): Promise<string> => {
  const answer = await rota.bulkAssign({ objectType: 'contacts', ...wish });
  if (answer.status !== 202) throw new Error('This was done at once.');
  return answer.body.jobId;
};

describe('ten thousand contacts', () => {
  it('are tried, given away, stopped midway, and given back', { timeout: 240_000 }, async () => {
    const [before, after] = [await anOwner(), await anOwner()];
    const ids = await contactsOf(before, 10_000);

    const trial = await jobOver(await bulk({ recordIds: ids, ownerId: after, dryRun: true }), patience);
    expect(trial).toMatchObject({ state: 'DONE', dryRun: true, total: 10_000, counts: { assigned: 10_000 } });
    expect(await sharesOf('contacts', ids.slice(0, 300))).toEqual({ [before]: 300 });

    const jobId = await bulk({ recordIds: ids, ownerId: after });
    await eventually(
      () => jobOf(jobId),
      ({ done }) => done >= 1_000,
      60_000,
    );
    expect((await rota.cancelJob(jobId)).body).toMatchObject({
      state: 'CANCELED',
      total: 10_000,
      done: 10_000,
    });
    const { assigned, canceled: rest } = (await assignJobOf(jobId)).counts;
    expect(assigned + rest).toBe(10_000);
    expect(assigned).toBeGreaterThanOrEqual(1_000);
    expect(rest).toBeGreaterThan(0);
    expect(await sharesOf('contacts', ids)).toEqual({ [after]: assigned, [before]: rest });
    const results = await resultsOf(jobId);
    expect(results.map(({ recordId }) => recordId)).toEqual(ids);
    expect(results.filter(({ outcome }) => outcome === 'ASSIGNED')).toHaveLength(assigned);

    const { jobId: undo } = (await rota.undoJob(jobId)).body;
    expect(await jobOver(undo, patience)).toMatchObject({ state: 'DONE', undoes: jobId, total: assigned });
    expect(await sharesOf('contacts', ids)).toEqual({ [before]: 10_000 });
  });
});

describe('a selection by filter', () => {
  it('is a snapshot: who comes to match while the job runs is left alone', { timeout: 120_000 }, async () => {
    const [before, after] = [await anOwner(), await anOwner()];
    const ids = await contactsOf(before, 800);
    const ofBefore = { propertyName: 'hubspot_owner_id', operator: 'EQ', value: before } as const;
    const jobId = await bulk({ filterGroups: [{ filters: [ofBefore] }], ownerId: after });
    await eventually(
      () => assignJobOf(jobId),
      ({ collecting }) => collecting === false,
      60_000,
    );
    const late = await contactsOf(before, 400);
    const job = await jobOver(jobId, patience);
    expect(job).toMatchObject({ state: 'DONE', total: 800, done: 800, counts: { assigned: 800, failed: 0 } });
    expect(await sharesOf('contacts', ids)).toEqual({ [after]: 800 });
    expect(await sharesOf('contacts', late)).toEqual({ [before]: 400 });
  });
});
