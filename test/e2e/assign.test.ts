import { describe, expect, it } from 'vitest';
import type { BulkAssignment, BulkAssignmentInput, OwnershipChange } from '../../client/ownership-client.ts';
import { rota } from '../support/client.ts';
import { manyRecords } from '../support/many-records.ts';
import { aContact, anOwner, bodyOf, contacts, eventually, ownerOf, patch } from '../support/rota.ts';

const changesOf = async (id: string): Promise<OwnershipChange[]> =>
  (await rota.listChanges('contacts', id)).body.results;

describe('assigning one record', () => {
  it('gives a contact an owner, and the history says who did it and why', async () => {
    const [contact, owner] = [await aContact(), await anOwner()];
    const answer = await rota.assign({
      objectType: 'contacts',
      recordId: contact,
      ownerId: owner,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        objectType: 'contacts',
        recordId: contact,
        property: 'hubspot_owner_id',
        previousOwnerId: null,
        ownerId: owner,
        outcome: 'ASSIGNED',
      },
    });
    expect(await ownerOf(contact)).toBe(owner);
    const [change, ...others] = await eventually(
      () => changesOf(contact),
      (changes) => changes.length > 0,
    );
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      changeId: answer.body.changeId,
      property: 'hubspot_owner_id',
      fromOwnerId: null,
      toOwnerId: owner,
      source: 'API',
      actor: 'tester@example.com',
    });
  });

  it('finds the owner by e-mail, whatever its case', async () => {
    const email = `Case-${Date.now()}@Example.com`;
    const owner = await anOwner({ email });
    const contact = await aContact();
    const body = { objectType: 'contact', recordId: contact, ownerEmail: email.toUpperCase() };
    expect(await rota.assign(body)).toMatchObject({
      body: {
        ownerId: owner,
        outcome: 'ASSIGNED',
      },
    });
  });

  it('clears an owner, and says when nothing changes', async () => {
    const owner = await anOwner();
    const contact = await aContact({ hubspot_owner_id: owner });
    const body = { objectType: '0-1', recordId: contact, ownerId: null };
    expect(await rota.assign(body)).toMatchObject({
      body: {
        previousOwnerId: owner,
        ownerId: null,
        outcome: 'CLEARED',
      },
    });
    expect(await rota.assign(body)).toMatchObject({
      body: {
        outcome: 'UNCHANGED',
        changeId: null,
      },
    });
  });

  it('leaves an owned contact to its owner when it may not overwrite', async () => {
    const [first, second] = [await anOwner(), await anOwner()];
    const contact = await aContact({ hubspot_owner_id: first });
    const body = { objectType: 'contacts', recordId: contact, ownerId: second, overwrite: false };
    expect(await rota.assign(body)).toMatchObject({
      body: {
        outcome: 'SKIPPED_ALREADY_OWNED',
        ownerId: first,
      },
    });
    expect(await ownerOf(contact)).toBe(first);
  });

  it('lets exactly one of many simultaneous callers have an unowned contact', async () => {
    const contact = await aContact();
    const owners = await Promise.all(Array.from({ length: 8 }, () => anOwner()));
    const answers = await Promise.all(
      owners.map((ownerId) =>
        rota.assign({ objectType: 'contacts', recordId: contact, ownerId, overwrite: false }),
      ),
    );
    expect(answers.filter(({ body }) => body.outcome === 'ASSIGNED')).toHaveLength(1);
    expect(answers.filter(({ body }) => body.outcome === 'SKIPPED_ALREADY_OWNED')).toHaveLength(7);
  });

  it('counts a change of the owner property as an assignment', async () => {
    const [owner, contact] = [await anOwner(), await aContact()];
    await bodyOf(patch(`/crm/v3/objects/contacts/${contact}`, { properties: { hubspot_owner_id: owner } }));
    const changes = await eventually(
      () => changesOf(contact),
      (found) => found.length > 0,
    );
    expect(changes).toMatchObject([{ fromOwnerId: null, toOwnerId: owner }]);
  });
});

/** Up to 500 records are done when the answer comes. */
const bulkAssign = async (wish: Omit<BulkAssignmentInput, 'objectType'>): Promise<BulkAssignment> => {
  const answer = await rota.bulkAssign({ objectType: 'contacts', ...wish });
  if (answer.status !== 200) throw new Error(`This has become the job ${answer.body.jobId}.`);
  return answer.body;
};

describe('assigning many records', () => {
  it('gives 500 contacts to one owner and answers in the order asked', async () => {
    const owner = await anOwner();
    const ids = await manyRecords('contacts', 500, (n) => ({ firstname: `Bulk ${n}` }));
    const answer = await bulkAssign({ recordIds: ids, ownerId: owner });
    expect(answer).toMatchObject({
      total: 500,
      assigned: 500,
      cleared: 0,
      unchanged: 0,
      skipped: 0,
      failed: 0,
    });
    expect(answer.results.map(({ recordId }) => recordId)).toEqual(ids);
  });

  it('fails the unknown record in the middle and gives away the others', async () => {
    const owner = await anOwner();
    const [first = '', last = ''] = await contacts(2);
    const recordIds = [first, '1000000000000000000', last];
    const answer = await bulkAssign({ recordIds, ownerId: owner });
    expect(answer).toMatchObject({
      total: 3,
      assigned: 2,
      failed: 1,
      results: [
        { recordId: first, outcome: 'ASSIGNED' },
        { recordId: '1000000000000000000', outcome: 'FAILED', error: { code: 'OBJECT_NOT_FOUND' } },
        { recordId: last, outcome: 'ASSIGNED' },
      ],
    });
  });

  it('assigns a record that is named twice once', async () => {
    const [owner, contact] = [await anOwner(), await aContact()];
    const answer = await bulkAssign({ recordIds: [contact, contact], ownerId: owner });
    expect(answer).toMatchObject({ total: 2, assigned: 1, unchanged: 1 });
  });
});
