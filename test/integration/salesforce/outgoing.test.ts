import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rotate } from '../../../lib/app/rotation/rotate.ts';
import { aBatch, changed } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { losesTheAnswer, losesTheRequest, withFaults } from '../../support/faults.ts';
import { rotationDesk } from '../../support/rotation-desk.ts';
import { type SalesforceDesk, salesforceDesk } from '../../support/salesforce-desk.ts';

let dynamo: TestDynamo;
let desk: SalesforceDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = salesforceDesk(dynamo);
});
beforeEach(async () => {
  await desk.sync('contacts');
  await desk.changes();
  desk.published.length = 0;
});
afterAll(() => dynamo?.stop());

const done = { batchItemFailures: [] };

describe('a change of an owner here', () => {
  it('is published for Salesforce with the user there, whichever way it was made', async () => {
    const rotations = rotationDesk(dynamo);
    const [ada, nobodyThere] = [await desk.owner(), await desk.owner()];
    await desk.owners.replace(nobodyThere, { ...nobodyThere, salesforceUserId: null, version: 2 });
    const [first, second, third] = [await desk.contact(), await desk.contact(), await desk.contact()];
    await desk.assign(first, ada, -1);
    await desk.assign(second, nobodyThere, -1);
    const { rotation, ownerIds } = await rotations.open(1);
    await rotate(rotations.worker(), aBatch(rotation.id, [third.id]));
    await desk.tell(await desk.changes());
    const toldOf = (id: string) => desk.published.filter(({ recordId }) => recordId === id);
    expect(toldOf(first.id)).toMatchObject([
      {
        objectType: 'contacts',
        previousOwnerId: null,
        ownerId: ada.id,
        salesforceUserId: ada.salesforceUserId,
        source: 'API',
        warnings: [],
      },
    ]);
    expect(toldOf(second.id)).toMatchObject([
      {
        ownerId: nobodyThere.id,
        salesforceUserId: null,
        warnings: [{ code: 'OWNER_HAS_NO_SALESFORCE_USER' }],
      },
    ]);
    expect(toldOf(third.id)).toMatchObject([{ ownerId: ownerIds[0], source: 'ROTATION' }]);
  });

  it('is published when the owner is taken away', async () => {
    const ada = await desk.owner();
    const contact = await desk.contact();
    await desk.assign(contact, ada, -2);
    await desk.assign(contact, null, -1);
    await desk.tell(await desk.changes());
    expect(desk.published).toMatchObject([
      { ownerId: ada.id },
      { previousOwnerId: ada.id, ownerId: null, salesforceUserId: null, warnings: [] },
    ]);
  });

  it('is not published if it came from Salesforce, sync is off, or it is of another property', async () => {
    const ada = await desk.owner();
    const [followed, other, unsynced] = [await desk.contact(), await desk.contact(), await desk.contact()];
    await desk.take([desk.said(followed, ada.salesforceUserId, -5)]);
    await desk.records.commit([
      {
        before: other,
        after: changed(other, { properties: { ...other.properties, account_manager: ada.id } }),
      },
    ]);
    await desk.tell(await desk.changes());
    await desk.sync('deals');
    await desk.assign(unsynced, ada, -1);
    await desk.tell(await desk.changes());
    expect(desk.published).toEqual([]);
  });
});

describe('what the stream hands on', () => {
  it('twice is published twice under one id, and changes of one record stay in their order', async () => {
    const owners = [await desk.owner(), await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    // By the clocks they were made in another order than they were.
    for (const [n, owner] of owners.entries()) await desk.assign(contact, owner, -n);
    const told = await desk.changes();
    expect(told).toHaveLength(3);
    await desk.tell(told.toReversed());
    expect(desk.published.map(({ ownerId }) => ownerId)).toEqual(owners.map(({ id }) => id));
    await desk.tell(told);
    expect(desk.published.map(({ ownerId }) => ownerId).slice(3)).toEqual([owners[2]?.id]);
    expect(desk.published[3]?.changeId).toBe(desk.published[2]?.changeId);
  });

  it('late is not published any more once a later change has been', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    await desk.assign(contact, ada, -2);
    const late = await desk.changes();
    await desk.assign(contact, grace, -1);
    await desk.tell(await desk.changes());
    await desk.tell(late);
    expect(desk.published.map(({ ownerId }) => ownerId)).toEqual([grace.id]);
  });

  it('late is not published any more once Salesforce has moved the owner on', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    await desk.assign(contact, ada, -2);
    const late = await desk.changes();
    await desk.take([desk.said(contact, grace.salesforceUserId, -1)]);
    await desk.tell(late);
    await desk.tell(await desk.changes());
    expect(desk.published).toEqual([]);
    expect(await desk.ownerOf(contact)).toBe(grace.id);
  });

  it.each([
    ['the settings, the owner or what is known cannot be read', losesTheRequest('GetItem')],
    ['what is known cannot be kept', losesTheRequest('TransactWriteItems')],
    ['it is kept, but the answer is lost', losesTheAnswer('TransactWriteItems')],
  ])('is published by the next delivery where %s', async (_, fault) => {
    const ada = await desk.owner();
    const contact = await desk.contact();
    await desk.assign(contact, ada, -1);
    const told = await desk.changes();
    await expect(desk.tell(told, withFaults(dynamo, fault))).rejects.toThrow('connection');
    expect(await desk.tell(told)).toEqual(done);
    expect(desk.published.map(({ ownerId }) => ownerId)).toEqual([ada.id]);
  });

  it('is published by the next delivery where the topic does not take it', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    await desk.assign(contact, ada, -2);
    await desk.assign(contact, grace, -1);
    const told = await desk.changes();
    let published = 0;
    const refusing = {
      publish: async () => {
        published += 1;
        if (published === 2) throw new Error('The topic is throttled.');
      },
    };
    await expect(desk.tell(told, dynamo.client, refusing)).rejects.toThrow('throttled');
    await desk.tell(told);
    expect(desk.published.map(({ ownerId }) => ownerId)).toEqual([grace.id]);
  });
});
