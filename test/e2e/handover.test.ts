import { describe, expect, it } from 'vitest';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { jobOver, resultsOf } from '../support/job-over.ts';
import { manyRecords, sharesOf } from '../support/many-records.ts';
import { anOwner, bodyOf, del, eventually, type Fields, get, patch, post } from '../support/rota.ts';

const recordsOf = (owner: string, type: ObjectType, name: string, count: number): Promise<string[]> =>
  manyRecords(type, count, (n) => ({ [name]: `Handed over ${n}`, hubspot_owner_id: owner }));

const handOver = async (owner: string, body: Fields): Promise<string> =>
  String((await bodyOf(post(`/ownership/v1/owners/${owner}/handover`, body)))['jobId']);

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
    const job = await jobOver(String(jobId));
    expect(job).toMatchObject({ state: 'DONE', total: 280, done: 280, counts: { moved: 280, skipped: {} } });
    expect(await sharesOf('contacts', contacts)).toEqual({ [heir]: 250 });
    expect(await sharesOf('deals', deals)).toEqual({ [heir]: 30 });
    // Once the history knows them all.
    const results = await eventually(
      () => resultsOf(String(jobId)),
      (found) => found.length >= 280,
    );
    expect(new Set(results.map(({ recordId }) => recordId))).toEqual(new Set([...contacts, ...deals]));
    for (const result of results) expect(result).toMatchObject({ previousOwnerId: leaver, ownerId: heir });

    const [taken, awayAndBack] = contacts;
    const change = (id: unknown, owner: string) =>
      bodyOf(patch(`/crm/v3/objects/contacts/${id}`, { properties: { hubspot_owner_id: owner } }));
    await change(taken, other);
    await change(awayAndBack, other);
    await change(awayAndBack, heir);
    const undo = await bodyOf(post(`/ownership/v1/jobs/${jobId}/undo`, undefined));
    const undone = await jobOver(String(undo['jobId']));
    expect(undone).toMatchObject({
      state: 'DONE',
      undoes: jobId,
      total: 280,
      done: 280,
      counts: { moved: 278, skipped: { CHANGED_SINCE: 2 } },
    });
    expect(await sharesOf('contacts', contacts)).toEqual({ [leaver]: 248, [heir]: 1, [other]: 1 });
    expect(await sharesOf('deals', deals)).toEqual({ [leaver]: 30 });
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
    const job = await jobOver(await handOver(leaver, { rotationId: rotation['id'] }));
    expect(job).toMatchObject({ state: 'DONE', total: 120, done: 120, counts: { moved: 120 } });
    const shares = await sharesOf('contacts', contacts);
    expect(shares).toEqual(Object.fromEntries(others.map((owner) => [owner, 40])));
    const { turns } = await bodyOf(get(`/ownership/v1/rotations/${rotation['id']}/standings`));
    expect(turns).toBe(120);
  });
});
