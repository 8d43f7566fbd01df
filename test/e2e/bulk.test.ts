import { describe, expect, it } from 'vitest';
import { anOwner, bodyOf, eventually, type Fields, get, post } from '../support/rota.ts';

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

const jobOf = (id: string): Promise<Fields> => bodyOf(get(`/ownership/v1/jobs/${id}`));

const over = (id: string): Promise<Fields> =>
  eventually(
    () => jobOf(id),
    ({ state }) => state !== 'RUNNING',
    90_000,
  );

const bulk = async (body: Fields): Promise<string> =>
  String((await bodyOf(post('/ownership/v1/bulk-assign', { objectType: 'contacts', ...body })))['jobId']);

const resultsOf = async (id: string): Promise<Fields[]> => {
  const found: Fields[] = [];
  let after = '';
  for (;;) {
    const page = await bodyOf(get(`/ownership/v1/jobs/${id}/results?limit=100${after}`));
    found.push(...(page['results'] as Fields[]));
    const paging = page['paging'] as { next: { after: string } } | undefined;
    if (paging === undefined) return found;
    after = `&after=${paging.next.after}`;
  }
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
      ({ done }) => Number(done) >= 1_000,
      60_000,
    );
    const canceled = await bodyOf(post(`/ownership/v1/jobs/${jobId}/cancel`, undefined));
    const { assigned, canceled: rest } = canceled['counts'] as Record<string, number>;
    expect(canceled).toMatchObject({ state: 'CANCELED', total: 10_000, done: 10_000 });
    expect((assigned ?? 0) + (rest ?? 0)).toBe(10_000);
    expect(assigned).toBeGreaterThanOrEqual(1_000);
    expect(rest).toBeGreaterThan(0);
    expect(await ownersOf(ids)).toEqual({ [after]: assigned, [before]: rest });
    const results = await resultsOf(jobId);
    expect(results.map(({ recordId }) => recordId)).toEqual(ids);
    expect(results.filter(({ outcome }) => outcome === 'ASSIGNED')).toHaveLength(assigned ?? 0);

    const { jobId: undo } = await bodyOf(post(`/ownership/v1/jobs/${jobId}/undo`, undefined));
    expect(await over(String(undo))).toMatchObject({ state: 'DONE', undoes: jobId, total: assigned });
    expect(await ownersOf(ids)).toEqual({ [before]: 10_000 });
  });
});

describe('a selection by filter', () => {
  it('is a snapshot: who comes to match while the job runs is left alone', { timeout: 120_000 }, async () => {
    const [before, after] = [await anOwner(), await anOwner()];
    const ids = await contactsOf(before, 800);
    const filterGroups = [{ filters: [{ propertyName: 'hubspot_owner_id', operator: 'EQ', value: before }] }];
    const jobId = await bulk({ filterGroups, ownerId: after });
    await eventually(
      () => jobOf(jobId),
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
