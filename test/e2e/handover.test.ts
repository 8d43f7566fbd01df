import { describe, expect, it } from 'vitest';
import { anOwner, bodyOf, del, eventually, type Fields, get, patch, post } from '../support/rota.ts';

const mostAtOnce = 100;

/** New records of an owner, by id. */
const recordsOf = async (owner: string, type: string, name: string, count: number): Promise<string[]> => {
  const sizes = Array.from({ length: Math.ceil(count / mostAtOnce) }, (_, n) =>
    Math.min(mostAtOnce, count - n * mostAtOnce),
  );
  const batches = await Promise.all(
    sizes.map((length) => {
      const inputs = Array.from({ length }, (_, n) => ({
        properties: { [name]: `Handed over ${n}`, hubspot_owner_id: owner },
      }));
      return bodyOf(post(`/crm/v3/objects/${type}/batch/create`, { inputs }));
    }),
  );
  return batches.flatMap(({ results }) => (results as Fields[]).map(({ id }) => String(id)));
};

/** How many of the records each owner has. */
const ownersOf = async (type: string, ids: readonly string[]): Promise<Record<string, number>> => {
  const owners: string[] = [];
  for (let start = 0; start < ids.length; start += mostAtOnce) {
    const inputs = ids.slice(start, start + mostAtOnce).map((id) => ({ id }));
    const body = { inputs, properties: ['hubspot_owner_id'] };
    const { results } = await bodyOf(post(`/crm/v3/objects/${type}/batch/read`, body));
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
    40_000,
  );

const handOver = async (owner: string, body: Fields): Promise<string> =>
  String((await bodyOf(post(`/ownership/v1/owners/${owner}/handover`, body)))['jobId']);

/** All that a job changed, once the history knows it. */
const resultsOf = (id: string, count: number): Promise<Fields[]> =>
  eventually(
    async () => {
      const found: Fields[] = [];
      let after = '';
      for (;;) {
        const page = await bodyOf(get(`/ownership/v1/jobs/${id}/results?limit=100${after}`));
        found.push(...(page['results'] as Fields[]));
        const paging = page['paging'] as { next: { after: string } } | undefined;
        if (paging === undefined) return found;
        after = `&after=${paging.next.after}`;
      }
    },
    (found) => found.length >= count,
  );

describe('a leaver with 250 contacts and 30 deals', () => {
  it('is deactivated, handed over, and given back what nobody has changed since', async () => {
    const [leaver, heir, other] = [await anOwner(), await anOwner(), await anOwner()];
    const contacts = await recordsOf(leaver, 'contacts', 'firstname', 250);
    const deals = await recordsOf(leaver, 'deals', 'dealname', 30);

    const left = await bodyOf(del(`/ownership/v1/owners/${leaver}`));
    expect(left).toMatchObject({
      active: false,
      owned: { total: 280, objectTypes: { contacts: 250, deals: 30 } },
    });
    const { method, path } = left['handover'] as { method: string; path: string };
    expect(method).toBe('POST');
    expect(await bodyOf(post(path, { ownerId: heir, dryRun: true }))).toMatchObject({ total: 280 });

    const { jobId } = await bodyOf(post(path, { ownerId: heir }));
    const job = await over(String(jobId));
    expect(job).toMatchObject({ state: 'DONE', total: 280, done: 280, counts: { moved: 280, skipped: {} } });
    expect(await ownersOf('contacts', contacts)).toEqual({ [heir]: 250 });
    expect(await ownersOf('deals', deals)).toEqual({ [heir]: 30 });
    const results = await resultsOf(String(jobId), 280);
    expect(new Set(results.map(({ recordId }) => recordId))).toEqual(new Set([...contacts, ...deals]));
    for (const result of results) expect(result).toMatchObject({ previousOwnerId: leaver, ownerId: heir });

    const [taken, awayAndBack] = contacts;
    const change = (id: unknown, owner: string) =>
      bodyOf(patch(`/crm/v3/objects/contacts/${id}`, { properties: { hubspot_owner_id: owner } }));
    await change(taken, other);
    await change(awayAndBack, other);
    await change(awayAndBack, heir);
    const undo = await bodyOf(post(`/ownership/v1/jobs/${jobId}/undo`, undefined));
    const undone = await over(String(undo['jobId']));
    expect(undone).toMatchObject({
      state: 'DONE',
      undoes: jobId,
      total: 280,
      done: 280,
      counts: { moved: 278, skipped: { CHANGED_SINCE: 2 } },
    });
    expect(await ownersOf('contacts', contacts)).toEqual({ [leaver]: 248, [heir]: 1, [other]: 1 });
    expect(await ownersOf('deals', deals)).toEqual({ [leaver]: 30 });
    expect((await post(`/ownership/v1/jobs/${jobId}/undo`, undefined)).status).toBe(409);
  });
});

describe('a leaver who is a member of a rotation', () => {
  it('hands over to the others in turn', async () => {
    const [leaver, ...others] = [await anOwner(), await anOwner(), await anOwner(), await anOwner()];
    const members = [leaver, ...others].map((ownerId) => ({ ownerId }));
    const rotation = await bodyOf(
      post('/ownership/v1/rotations', { name: 'Heirs', objectType: 'contacts', members }),
    );
    const contacts = await recordsOf(leaver, 'contacts', 'firstname', 120);
    const job = await over(await handOver(leaver, { rotationId: rotation['id'] }));
    expect(job).toMatchObject({ state: 'DONE', total: 120, done: 120, counts: { moved: 120 } });
    const shares = await ownersOf('contacts', contacts);
    expect(shares).toEqual(Object.fromEntries(others.map((owner) => [owner, 40])));
    const { turns } = await bodyOf(get(`/ownership/v1/rotations/${rotation['id']}/standings`));
    expect(turns).toBe(120);
  });
});
