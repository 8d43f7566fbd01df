import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manyRecords, ownersOf } from '../support/many-records.ts';
import {
  aContact,
  anOwner,
  bodyOf,
  eventually,
  type Fields,
  get,
  ownerOf,
  post,
  saveSettings,
} from '../support/rota.ts';

const switchRule = (on: boolean) => saveSettings({ assignCompanyOwnerToContact: on });
beforeAll(() => switchRule(true));
afterAll(() => switchRule(false));

const aCompany = async (properties: Fields = {}): Promise<string> => {
  const company = await bodyOf(
    post('/crm/v3/objects/companies', { properties: { name: 'Example', ...properties } }),
  );
  return String(company['id']);
};
const give = (objectType: string, recordId: string, ownerId: string) =>
  bodyOf(post('/ownership/v1/assign', { objectType, recordId, ownerId }));
const companyOwner = async (id: string): Promise<unknown> => {
  const { properties } = await bodyOf(get(`/crm/v3/objects/companies/${id}?properties=hubspot_owner_id`));
  return (properties as Fields)['hubspot_owner_id'];
};

describe('contacts and companies that follow each other’s owners', () => {
  it('a company’s owner goes to its contacts, once, and the history says why', async () => {
    const [company, owner] = [await aCompany(), await anOwner()];
    const ids = await manyRecords('contacts', 12, (n) => ({
      firstname: `Contact ${n}`,
      associatedcompanyid: company,
    }));
    await give('companies', company, owner);
    await eventually(
      () => ownersOf('contacts', ids),
      (owners) => owners.length === ids.length && owners.every((each) => each === owner),
    );
    const history = `/ownership/v1/objects/contacts/${ids[0]}/changes`;
    const changes = await eventually(
      async () => (await bodyOf(get(history)))['results'] as Fields[],
      (found) => found.length > 0,
    );
    expect(changes).toMatchObject([
      { fromOwnerId: null, toOwnerId: owner, source: 'WORKFLOW', actor: 'tester@example.com' },
    ]);
    const { sentence } = await bodyOf(get(`${history}/${String(changes[0]?.['changeId'])}/explanation`));
    expect(sentence).toContain('follow each other’s owners');
  });

  it('a contact gets its company’s owner, and a company its contact’s, where there was none', async () => {
    const [ada, bob] = [await anOwner(), await anOwner()];
    const [owned, unowned] = [await aCompany({ hubspot_owner_id: ada }), await aCompany()];
    const joins = await aContact({ associatedcompanyid: owned });
    await aContact({ associatedcompanyid: unowned, hubspot_owner_id: bob });
    await eventually(
      async () => [await ownerOf(joins), await companyOwner(unowned)],
      ([contact, company]) => contact === ada && company === bob,
    );
  });

  it('a contact that is given to somebody else stays with them', async () => {
    const [ada, bob] = [await anOwner(), await anOwner()];
    const company = await aCompany({ hubspot_owner_id: ada });
    const contact = await aContact({ associatedcompanyid: company });
    await eventually(
      () => ownerOf(contact),
      (owner) => owner === ada,
    );
    await give('contacts', contact, bob);
    const later = await aContact({ associatedcompanyid: company });
    await eventually(
      () => ownerOf(later),
      (owner) => owner === ada,
    );
    expect(await ownerOf(contact)).toBe(bob);
  });
});
