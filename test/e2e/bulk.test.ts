import { describe, expect, it } from 'vitest';
import type { AssignJob, BulkAssignmentInput, Job, JobResult } from '../../client/ownership-client.ts';
import { rota } from '../support/client.ts';
import { anOwner, bodyOf, eventually, type Fields, post } from '../support/rota.ts';

const mostAtOnce = 100;

const inHundreds = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, n) =>
    ids.slice(n * mostAtOnce, (n + 1) * mostAtOnce),
  );

/** New contacts of an owner, by id, four hundred at a time. */
const contactsOf = async (owner: string, count: number): Promise<string[]> => {
  const inputs = Array.from({ length: mostAtOnce }, (_, n) => ({
    properties: { firstname: `Bulk ${n}`, hubspot_owner_id: owner },
  }));
  const ids: string[] = [];
  while (ids.length < count) {
    const batches = await Promise.all(
      [1, 2, 3, 4].map(() => bodyOf(post('/crm/v3/objects/contacts/batch/create', { inputs }))),
    );
    ids.push(...batches.flatMap(({ results }) => (results as Fields[]).map(({ id }) => String(id))));
  }
  return ids;
};

/** How many of the contacts each owner has. */
const ownersOf = async (ids: readonly string[]): Promise<Record<string, number>> => {
  const owners: string[] = [];
  for (const some of inHundreds(ids)) {
    const body = { inputs: some.map((id) => ({ id })), properties: ['hubspot_owner_id'] };
    const { results } = await bodyOf(post('/crm/v3/objects/contacts/batch/read', body));
    for (const { properties } of results as Fields[])
      owners.push(String((properties as Fields)['hubspot_owner_id']));
  }
  return Object.fromEntries(
    [...Map.groupBy(owners, (owner) => owner)].map(([owner, all]) => [owner, all.length]),
  );
};

const jobOf = async (id: string): Promise<Job> => (await rota.getJob(id)).body;

const assignJobOf = async (id: string): Promise<AssignJob> => {
  const job = await jobOf(id);
  if (job.kind !== 'assign') throw new Error(`Job ${id} is of the kind ${job.kind}.`);
  return job;
};

const over = (id: string): Promise<Job> =>
  eventually(
    () => jobOf(id),
    ({ state }) => state !== 'RUNNING',
    90_000,
  );

const bulk = async (wish: Omit<BulkAssignmentInput, 'objectType'>): Promise<string> => {
  const answer = await rota.bulkAssign({ objectType: 'contacts', ...wish });
  if (answer.status !== 202) throw new Error('This was done at once.');
  return answer.body.jobId;
};

const resultsOf = async (id: string): Promise<JobResult[]> => {
  const found: JobResult[] = [];
  let after: string | undefined;
  do {
    const { body } = await rota.listJobResults(id, { limit: 100, ...(after === undefined ? {} : { after }) });
    found.push(...body.results);
    after = body.paging?.next.after;
  } while (after !== undefined);
  return found;
};

describe('ten thousand contacts', () => {
  it('are tried, given away, stopped midway, and given back', { timeout: 240_000 }, async () => {
    const [before, after] = [await anOwner(), await anOwner()];
    const ids = await contactsOf(before, 10_000);

    const trial = await over(await bulk({ recordIds: ids, ownerId: after, dryRun: true }));
    expect(trial).toMatchObject({ state: 'DONE', dryRun: true, total: 10_000, counts: { assigned: 10_000 } });
    expect(await ownersOf(ids.slice(0, 300))).toEqual({ [before]: 300 });

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
    expect(await ownersOf(ids)).toEqual({ [after]: assigned, [before]: rest });
    const results = await resultsOf(jobId);
    expect(results.map(({ recordId }) => recordId)).toEqual(ids);
    expect(results.filter(({ outcome }) => outcome === 'ASSIGNED')).toHaveLength(assigned);

    const { jobId: undo } = (await rota.undoJob(jobId)).body;
    expect(await over(undo)).toMatchObject({ state: 'DONE', undoes: jobId, total: assigned });
    expect(await ownersOf(ids)).toEqual({ [before]: 10_000 });
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
    const job = await over(jobId);
    expect(job).toMatchObject({ state: 'DONE', total: 800, done: 800, counts: { assigned: 800, failed: 0 } });
    expect(await ownersOf(ids)).toEqual({ [after]: 800 });
    expect(await ownersOf(late)).toEqual({ [before]: 400 });
  });
});
