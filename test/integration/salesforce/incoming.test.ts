import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rotate } from '../../../lib/app/rotation/rotate.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import { ownerOf } from '../../../lib/domain/record/record.ts';
import { aBatch, aContact, anId, changed, someTime } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { losesTheAnswer, losesTheRequest, meanwhile, withFaults } from '../../support/faults.ts';
import { rotationDesk } from '../../support/rotation-desk.ts';
import { minutesFromNoon, type SalesforceDesk, salesforceDesk } from '../../support/salesforce-desk.ts';

let dynamo: TestDynamo;
let desk: SalesforceDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = salesforceDesk(dynamo);
});
beforeEach(() => desk.sync('contacts'));
afterAll(() => dynamo?.stop());

const route = 'POST /ownership/v1/integrations/salesforce/owner-changes';

describe('a change of an owner in Salesforce', () => {
  it('sets the owner here, whatever form the id has, and says so as an assignment does', async () => {
    const ada = await desk.owner({ salesforceUserId: 'a0D30000001n7Pi' });
    const contact = await desk.contact();
    const result = await desk.takeOne(desk.said(contact, 'a0d30000001n7pieai', -5));
    expect(result).toEqual({
      objectType: 'contacts',
      recordId: contact.id,
      outcome: 'ASSIGNED',
      previousOwnerId: null,
      ownerId: ada.id,
      changeId: expect.any(String),
    });
    expect(await desk.records.get('contacts', contact.id)).toMatchObject({
      properties: { hubspot_owner_id: ada.id },
      version: 2,
      ownerSetAt: null,
      lastWrite: { source: 'SALESFORCE', actor: 'ada@example.com', runId: 'request-1' },
    });
  });

  it('is answered for each, in the order asked, with counts', async () => {
    const [ada, away] = [await desk.owner(), await desk.owner({ active: false })];
    const [first, second, third] = [await desk.contact(), await desk.contact(), await desk.contact()];
    await desk.assign(second, ada, -1);
    await desk.assign(third, ada, -30);
    const unknown = { ...first, id: anId() };
    const { results, ...counts } = await desk.take([
      desk.said(unknown, ada.salesforceUserId, -5),
      { ...desk.said(first, ada.salesforceUserId, -5), objectType: 'deal' },
      desk.said(second, null, -5),
      desk.said(third, '005000000000000AAA', -5),
      desk.said(first, ada.salesforceUserId, -5),
      desk.said(first, ada.salesforceUserId, -4),
      desk.said(third, away.salesforceUserId, -4),
      desk.said(third, null, -3),
      desk.said(third, ada.salesforceUserId, 6),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'RECORD_NOT_FOUND',
      'SYNC_DISABLED',
      'STALE',
      'COULD_NOT_FIND_OWNER',
      'ASSIGNED',
      'UNCHANGED',
      'COULD_NOT_FIND_OWNER',
      'CLEARED',
      'IN_THE_FUTURE',
    ]);
    expect(counts).toEqual({ total: 9, assigned: 1, cleared: 1, unchanged: 1, stale: 1, failed: 5 });
    expect(results[3]).toMatchObject({ ownerId: ada.id, error: { code: 'OWNER_NOT_FOUND' } });
    expect(results[6]).toMatchObject({ error: { code: 'OWNER_DEACTIVATED' } });
  });

  it('takes a thousand at once, however Salesforce writes the time', async () => {
    const ada = await desk.owner();
    const contacts = Array.from({ length: 100 }, () => aContact());
    for (const some of chunksOf(contacts, 50)) {
      await desk.records.commit(some.map((after) => ({ before: undefined, after })));
    }
    // Ten of each record, the newest first.
    const changes = contacts.flatMap((contact) =>
      Array.from({ length: 10 }, (_, n) => ({
        ...desk.said(contact, n === 0 ? ada.salesforceUserId : null, 0),
        changedAt: `2026-03-01T12:0${9 - n}:00.000+0100`,
      })),
    );
    const { results, ...counts } = await desk.take(changes);
    expect(counts).toEqual({ total: 1_000, assigned: 100, cleared: 0, unchanged: 0, stale: 900, failed: 0 });
    expect(results.map(({ recordId }) => recordId)).toEqual(changes.map(({ recordId }) => recordId));
    const kept = await desk.records.getMany(
      'contacts',
      contacts.map(({ id }) => id),
    );
    expect(new Set([...kept.values()].map((record) => ownerOf(record)))).toEqual(new Set([ada.id]));
  });

  it.each([
    ['no changes', { changes: [] }, 'changes'],
    ['too many', { changes: Array.from({ length: 1_001 }, () => ({})) }, 'changes'],
    ['a wrong id', { salesforceOwnerId: '005' }, 'changes[0].salesforceOwnerId'],
    ['a time without an offset', { changedAt: '2026-03-01T12:00:00' }, 'changes[0].changedAt'],
    ['no time', { changedAt: undefined }, 'changes[0].changedAt'],
    ['an unknown object type', { objectType: 'leads' }, 'changes[0].objectType'],
    ['an unknown field', { ownerId: '7' }, 'changes[0].ownerId'],
  ])('is refused with %s, naming the field', async (_, fields, field) => {
    const change = { objectType: 'contacts', recordId: '1', salesforceOwnerId: null, changedAt: someTime };
    const body = 'changes' in fields ? fields : { changes: [{ ...change, ...fields }] };
    const answer = await desk.ask(route, { body });
    expect(answer).toMatchObject({ status: 400 });
    expect((answer.body as { errors: { in: string }[] }).errors.map((error) => error.in)).toContain(field);
  });

  it('needs the write scope of each object type', async () => {
    const change = { objectType: 'deals', recordId: '1', salesforceOwnerId: null, changedAt: someTime };
    const answer = await desk.ask(route, {
      body: { changes: [change] },
      scopes: ['crm.objects.contacts.write'],
    });
    expect(answer).toMatchObject({ status: 403, body: { errors: [{ code: 'crm.objects.deals.write' }] } });
  });
});

describe('a rotation of a synced object type', () => {
  it('keeps its owner over an older change of Salesforce, and gives way to a newer one', async () => {
    const rotations = rotationDesk(dynamo);
    const ada = await desk.owner();
    const contact = await desk.contact();
    const { rotation, ownerIds } = await rotations.open(1);
    await rotate(rotations.worker(), aBatch(rotation.id, [contact.id]));
    const decidedAt = Date.parse((await desk.records.get('contacts', contact.id))?.ownerSetAt ?? '');
    const said = (ms: number) => ({
      ...desk.said(contact, ada.salesforceUserId, 0),
      changedAt: new Date(decidedAt + ms).toISOString(),
    });
    expect(await desk.takeOne(said(-1))).toMatchObject({ outcome: 'STALE', ownerId: ownerIds[0] });
    expect(await desk.ownerOf(contact)).toBe(ownerIds[0]);
    expect(await desk.takeOne(said(1))).toMatchObject({ outcome: 'ASSIGNED', ownerId: ada.id });
  });

  it('skips a record that came with an owner from Salesforce, unless it overwrites', async () => {
    const rotations = rotationDesk(dynamo);
    const ada = await desk.owner();
    const contact = await desk.contact();
    await desk.take([desk.said(contact, ada.salesforceUserId, -600)]);
    const { rotation } = await rotations.open(1);
    const batch = aBatch(rotation.id, [contact.id]);
    await rotate(rotations.worker(), batch);
    expect(await rotations.ledger.decision(rotation.id, batch.batchId)).toMatchObject({
      skipped: [{ recordId: contact.id, reason: 'ALREADY_OWNED' }],
    });
    expect(await desk.ownerOf(contact)).toBe(ada.id);
    const overwriting = await rotations.open(1, { overwrite: true });
    await rotate(rotations.worker(), aBatch(overwriting.rotation.id, [contact.id]));
    expect(await desk.ownerOf(contact)).toBe(overwriting.ownerIds[0]);
  });
});

describe('when Rota last moved an owner', () => {
  it('survives later writes of something else', async () => {
    const ada = await desk.owner();
    const contact = await desk.contact();
    await desk.assign(contact, await desk.owner(), -10);
    const before = await desk.records.get('contacts', contact.id);
    if (before === undefined) throw new Error('The contact is gone.');
    const properties = { ...before.properties, city: 'Ulm' };
    await desk.records.commit([
      { before, after: changed(before, { properties, updatedAt: minutesFromNoon(0) }) },
    ]);
    expect(await desk.takeOne(desk.said(contact, ada.salesforceUserId, -11))).toMatchObject({
      outcome: 'STALE',
    });
    expect(await desk.takeOne(desk.said(contact, ada.salesforceUserId, -9))).toMatchObject({
      outcome: 'ASSIGNED',
    });
  });

  it.each([
    ['an assignment', 'another'],
    ['a clearing', 'nobody'],
  ])('is kept by %s', async (_, to) => {
    const [ada, other] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    await desk.take([desk.said(contact, ada.salesforceUserId, -20)]);
    await desk.assign(contact, to === 'nobody' ? null : other, -10);
    expect(await desk.takeOne(desk.said(contact, ada.salesforceUserId, -15))).toMatchObject({
      outcome: 'STALE',
    });
    expect(await desk.ownerOf(contact)).toBe(to === 'nobody' ? null : other.id);
  });
});

describe('an owner who is known only later', () => {
  it('gets the record when the change is sent again', async () => {
    const contact = await desk.contact();
    const salesforceUserId = `005${anId().padStart(12, '0')}`;
    const change = desk.said(contact, salesforceUserId, -5);
    expect(await desk.takeOne(change)).toMatchObject({ outcome: 'COULD_NOT_FIND_OWNER' });
    const owner = await desk.owner({ salesforceUserId, active: false });
    expect(await desk.takeOne(change)).toMatchObject({ outcome: 'COULD_NOT_FIND_OWNER' });
    await desk.owners.replace(owner, { ...owner, active: true, version: 2 });
    expect(await desk.takeOne(change)).toMatchObject({ outcome: 'ASSIGNED', ownerId: owner.id });
    expect(await desk.takeOne(change)).toMatchObject({ outcome: 'UNCHANGED' });
  });
});

describe('changes that meet', () => {
  it('of one record leave the newest, sent at once and in any order', async () => {
    const owners = await Promise.all([1, 2, 3, 4, 5].map(() => desk.owner()));
    const contact = await desk.contact();
    const changes = owners.map(({ salesforceUserId }, n) => desk.said(contact, salesforceUserId, n - 10));
    await Promise.all([...changes, ...changes.toReversed()].map((change) => desk.takeOne(change)));
    expect(await desk.ownerOf(contact)).toBe(owners.at(-1)?.id);
  });

  it('give way to an assignment here that comes between reading and writing', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    const change = desk.said(contact, ada.salesforceUserId, -5);
    const faulty = withFaults(
      dynamo,
      meanwhile('TransactWriteItems', () => desk.assign(contact, grace, -1)),
    );
    expect(await desk.takeOne(change, faulty)).toMatchObject({ outcome: 'STALE', ownerId: grace.id });
    expect(await desk.ownerOf(contact)).toBe(grace.id);
  });

  it('are followed over a write of something else that comes between', async () => {
    const ada = await desk.owner();
    const contact = await desk.contact();
    const rename = async () => {
      const properties = { ...contact.properties, city: 'Ulm' };
      await desk.records.commit([{ before: contact, after: changed(contact, { properties }) }]);
    };
    const faulty = withFaults(dynamo, meanwhile('TransactWriteItems', rename));
    const change = desk.said(contact, ada.salesforceUserId, -5);
    expect(await desk.takeOne(change, faulty)).toMatchObject({ outcome: 'ASSIGNED' });
    const record = await desk.records.get('contacts', contact.id);
    expect(record?.properties).toMatchObject({ city: 'Ulm', hubspot_owner_id: ada.id });
  });

  it('fail alone where a connection breaks as they are written, and are followed when sent again', async () => {
    const ada = await desk.owner();
    const contacts = [await desk.contact(), await desk.contact(), await desk.contact()];
    const changes = contacts.map((each) => desk.said(each, ada.salesforceUserId, -5));
    const faulty = withFaults(dynamo, losesTheRequest('TransactWriteItems'));
    expect(await desk.take(changes, faulty)).toMatchObject({ assigned: 2, failed: 1 });
    expect(await desk.take(changes)).toMatchObject({ assigned: 1, unchanged: 2 });
  });

  it.each(['GetItem', 'BatchGetItem'])(
    'change nothing where a connection breaks at a %s',
    async (operation) => {
      const ada = await desk.owner();
      const contact = await desk.contact();
      const message = { changes: [desk.said(contact, ada.salesforceUserId, -5)] };
      const failed = { batchItemFailures: [{ itemIdentifier: 'm1' }] };
      expect(await desk.receive({ m1: message }, withFaults(dynamo, losesTheRequest(operation)))).toEqual(
        failed,
      );
      expect(await desk.ownerOf(contact)).toBeNull();
      expect(await desk.receive({ m1: message })).toEqual({ batchItemFailures: [] });
      expect(await desk.ownerOf(contact)).toBe(ada.id);
    },
  );

  it('are known again where the answer to the write was lost', async () => {
    const ada = await desk.owner();
    const contact = await desk.contact();
    const change = desk.said(contact, ada.salesforceUserId, -5);
    const faulty = withFaults(dynamo, losesTheAnswer('TransactWriteItems'));
    expect(await desk.takeOne(change, faulty)).toMatchObject({ outcome: 'FAILED' });
    expect(await desk.takeOne(change)).toMatchObject({ outcome: 'UNCHANGED', ownerId: ada.id });
    expect((await desk.records.get('contacts', contact.id))?.version).toBe(2);
  });
});

/** True from the call after so many on. */
function skipping(calls: number): () => boolean {
  let left = calls;
  return () => left-- <= 0;
}

describe('the queue of changes', () => {
  it('is worked off as requests are, message by message', async () => {
    const ada = await desk.owner();
    const [one, other] = [await desk.contact(), await desk.contact()];
    const answer = await desk.receive({
      good: { changes: [desk.said(one, ada.salesforceUserId, -5)] },
      unreadable: 'not JSON',
      wrong: { changes: [{ objectType: 'contacts' }] },
      stale: { changes: [desk.said(other, ada.salesforceUserId, -5), desk.said(other, null, -6)] },
    });
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual([
      'unreadable',
      'wrong',
    ]);
    expect(await Promise.all([one, other].map(desk.ownerOf))).toEqual([ada.id, ada.id]);
    const record = await desk.records.get('contacts', one.id);
    expect(record?.lastWrite).toMatchObject({ source: 'SALESFORCE', actor: 'salesforce', runId: 'good' });
  });

  it('undoes nothing when a message comes again after an assignment here', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    // The clock of Salesforce is ahead: by it, the change was made after the assignment.
    const message = { changes: [desk.said(contact, ada.salesforceUserId, 2)] };
    await desk.receive({ m1: message });
    await desk.assign(contact, grace, 1);
    expect(await desk.receive({ m1: message })).toEqual({ batchItemFailures: [] });
    expect(await desk.ownerOf(contact)).toBe(grace.id);
  });

  it('gives a message back of which a change could not be taken, and finishes it the next time', async () => {
    const ada = await desk.owner();
    const contacts = [await desk.contact(), await desk.contact(), await desk.contact()];
    const message = { changes: contacts.map((each) => desk.said(each, ada.salesforceUserId, -5)) };
    for (let call = 0; call < 3; call++) {
      const faulty = withFaults(dynamo, { ...losesTheAnswer('TransactWriteItems'), when: skipping(call) });
      await desk.receive({ m1: message }, faulty);
    }
    expect(await desk.receive({ m1: message })).toEqual({ batchItemFailures: [] });
    expect(await Promise.all(contacts.map(desk.ownerOf))).toEqual([ada.id, ada.id, ada.id]);
    const versions = await Promise.all(contacts.map(({ id }) => desk.records.get('contacts', id)));
    expect(versions.map((record) => record?.version)).toEqual([2, 2, 2]);
  });
});
