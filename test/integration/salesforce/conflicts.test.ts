import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anId, changed } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { minutesFromNoon, type SalesforceDesk, salesforceDesk } from '../../support/salesforce-desk.ts';

let shared: TestDynamo;
let desk: SalesforceDesk;
let tests = 0;
beforeAll(async () => {
  shared = await startDynamo();
});
beforeEach(async () => {
  tests += 1;
  const own = await shared.apart(`conflicts${tests}-`, ['salesforceOwners', 'directory']);
  desk = salesforceDesk(own);
  await desk.sync('contacts', 'deals');
  await desk.changes();
});
afterAll(() => shared?.stop());

const recordIds = async (query?: Record<string, string>): Promise<string[]> =>
  (await desk.conflicts(query)).results.map(({ recordId }) => recordId);

describe('records whose owners differ', () => {
  it('are listed with both owners, until Salesforce says that it has ours', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    await desk.assign(contact, grace, -2);
    await desk.take([desk.said(contact, ada.salesforceUserId, -3)]);
    await desk.tell(await desk.changes());
    expect((await desk.conflicts()).results).toEqual([
      {
        objectType: 'contacts',
        recordId: contact.id,
        ownerId: grace.id,
        salesforceUserId: grace.salesforceUserId,
        salesforceOwnerId: ada.salesforceUserId,
        salesforceChangedAt: minutesFromNoon(-3),
        salesforceOwnerIsOwnerId: ada.id,
      },
    ]);
    await desk.take([desk.said(contact, grace.salesforceUserId, -1)]);
    expect(await recordIds()).toEqual([]);
  });

  it('are listed once ours moves, and no more once it moves back', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    await desk.take([desk.said(contact, ada.salesforceUserId, -5)]);
    await desk.assign(contact, grace, -4);
    await desk.tell(await desk.changes());
    expect(await recordIds()).toEqual([contact.id]);
    await desk.assign(contact, ada, -3);
    await desk.tell(await desk.changes());
    expect(await recordIds()).toEqual([]);
  });

  it('are listed where nobody here is the user there, and where nobody owns them on one side', async () => {
    const ada = await desk.owner();
    const [unknown, nobodyHere] = [await desk.contact(), await desk.contact()];
    await desk.take([desk.said(unknown, '005000000000000', -5)]);
    await desk.take([desk.said(nobodyHere, ada.salesforceUserId, -5)]);
    await desk.assign(nobodyHere, null, -4);
    await desk.tell(await desk.changes());
    const { results } = await desk.conflicts();
    expect(results).toHaveLength(2);
    expect(results).toContainEqual(
      expect.objectContaining({ recordId: unknown.id, salesforceOwnerIsOwnerId: null, ownerId: null }),
    );
    expect(results).toContainEqual(
      expect.objectContaining({ recordId: nobodyHere.id, salesforceOwnerIsOwnerId: ada.id, ownerId: null }),
    );
  });

  it('are not listed before Salesforce has said anything, nor once they are archived', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const [silent, archived] = [await desk.contact(), await desk.contact()];
    await desk.assign(silent, ada, -5);
    await desk.assign(archived, ada, -5);
    await desk.take([desk.said(archived, grace.salesforceUserId, -6)]);
    await desk.tell(await desk.changes());
    expect(await recordIds()).toEqual([archived.id]);
    const before = await desk.records.get('contacts', archived.id);
    if (before === undefined) throw new Error('The contact is gone.');
    await desk.records.commit([{ before, after: changed(before, { archivedAt: minutesFromNoon(0) }) }]);
    expect(await recordIds()).toEqual([]);
  });

  it('are told of as they are now, before the history has followed', async () => {
    const [ada, grace] = [await desk.owner(), await desk.owner()];
    const contact = await desk.contact();
    await desk.assign(contact, grace, -2);
    await desk.take([desk.said(contact, ada.salesforceUserId, -3)]);
    expect(await recordIds()).toEqual([contact.id]);
    await desk.assign(contact, ada, -1);
    expect(await recordIds()).toEqual([]);
  });
});

describe('the list of conflicts', () => {
  const conflicting = async (count: number): Promise<string[]> => {
    const contacts = await Promise.all(Array.from({ length: count }, () => desk.contact()));
    await desk.take(contacts.map((contact) => desk.said(contact, '005000000000000', -5)));
    return contacts.map(({ id }) => id).sort();
  };

  it('comes in pages, each record once', async () => {
    const expected = await conflicting(23);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const query = { limit: '5', ...(after === undefined ? {} : { after }) };
      const { results, paging } = await desk.conflicts(query);
      expect(results.length).toBeLessThanOrEqual(5);
      seen.push(...results.map(({ recordId }) => recordId));
      after = paging?.next.after;
    } while (after !== undefined);
    expect(seen).toEqual(expected);
  });

  it('is of all synced object types, or of one', async () => {
    const [contact] = await conflicting(1);
    const deal = { objectType: 'deals', id: anId() } as const;
    const fields = { ...(await desk.contact()), ...deal, properties: { dealname: 'A deal' } };
    await desk.records.commit([{ before: undefined, after: fields }]);
    await desk.take([desk.said(fields, '005000000000000', -5)]);
    expect(await recordIds()).toEqual([contact, deal.id]);
    expect(await recordIds({ objectType: 'deal' })).toEqual([deal.id]);
    await desk.sync('contacts');
    expect(await recordIds()).toEqual([contact]);
  });

  it('needs the read scope of each object type that it is of, and another list’s page is refused', async () => {
    const route = 'GET /ownership/v1/integrations/salesforce/conflicts';
    expect(await desk.ask(route, { scopes: ['crm.objects.contacts.read'] })).toMatchObject({
      status: 403,
      body: { errors: [{ code: 'crm.objects.deals.read' }] },
    });
    await conflicting(2);
    const { paging } = await desk.conflicts({ limit: '1' });
    const query = { objectType: 'contacts', after: paging?.next.after ?? '' };
    expect(await desk.ask(route, { query })).toMatchObject({ status: 400 });
  });
});
