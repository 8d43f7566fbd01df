import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CompanyDesk, companyDesk, switchRule } from '../../support/company-desk.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';

let dynamo: TestDynamo;
let desk: CompanyDesk;
let ada: string;
let bob: string;
let eve: string;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = companyDesk(dynamo);
  [ada = '', bob = '', eve = ''] = await desk.hire(3);
  await switchRule(desk, true);
});
afterAll(() => dynamo?.stop());

const aCompany = (ownerId?: string) =>
  desk.create('companies', {
    name: 'Example',
    ...(ownerId === undefined ? {} : { hubspot_owner_id: ownerId }),
  });
const aContactIn = (companyId: string, ownerId?: string) =>
  desk.create('contacts', {
    firstname: 'Ada',
    associatedcompanyid: companyId,
    ...(ownerId === undefined ? {} : { hubspot_owner_id: ownerId }),
  });
const ownersOf = (...contactIds: string[]) =>
  Promise.all(contactIds.map((id) => desk.ownerOf('contacts', id)));

describe('when a company comes to an owner', () => {
  it('its contacts go there, too, whoever owned them, and nobody else’s', async () => {
    const [company, other] = [await aCompany(ada), await aCompany(ada)];
    const mine = await Promise.all([
      aContactIn(company),
      aContactIn(company, ada),
      aContactIn(company, eve),
      aContactIn(company, bob),
    ]);
    const theirs = await aContactIn(other, eve);
    await desk.settle();
    await desk.assign('companies', company, bob);
    await desk.settle();
    expect(await ownersOf(...mine, theirs)).toEqual([bob, bob, bob, bob, eve]);
  });

  it('a contact that is given to somebody afterwards stays with them', async () => {
    const company = await aCompany();
    const contact = await aContactIn(company);
    await desk.assign('companies', company, bob);
    await desk.settle();
    await desk.assign('contacts', contact, eve);
    await desk.settle();
    expect(await ownersOf(contact)).toEqual([eve]);
    expect(await desk.ownerOf('companies', company)).toBe(bob);
  });

  it('a contact that was given to somebody in between stays with them', async () => {
    const company = await aCompany();
    const contacts = await Promise.all([aContactIn(company), aContactIn(company)]);
    await desk.settle();
    await desk.assign('companies', company, bob);
    await desk.assign('contacts', contacts[0], eve);
    await desk.settle();
    expect(await ownersOf(...contacts)).toEqual([eve, bob]);
  });

  it('its contacts stay where they are when it loses its owner', async () => {
    const company = await aCompany(ada);
    const contact = await aContactIn(company);
    await desk.settle();
    await desk.assign('companies', company, null);
    await desk.settle();
    expect(await ownersOf(contact)).toEqual([ada]);
  });

  it('contacts that have left it, and archived ones, are left alone', async () => {
    const company = await aCompany();
    const [left, gone] = await Promise.all([aContactIn(company), aContactIn(company)]);
    await desk.settle();
    await desk.assign('companies', company, bob);
    await desk.follow(await desk.told());
    await desk.change('contacts', left, { associatedcompanyid: await aCompany() });
    const before = await desk.records.get('contacts', gone);
    if (before === undefined) throw new Error('The contact is gone.');
    const after = { ...before, archivedAt: before.updatedAt, version: before.version + 1 };
    await desk.records.commit([{ before, after }]);
    await desk.settle();
    expect(await ownersOf(left, gone)).toEqual([null, null]);
  });

  it('nobody gets contacts who may not own them', async () => {
    const owner = await desk.owners.get((await desk.hire(1))[0] ?? '');
    if (owner === undefined) throw new Error('Nobody was hired.');
    const company = await aCompany();
    const contact = await aContactIn(company);
    await desk.settle();
    const after = { ...owner, objectAccess: ['companies' as const], version: owner.version + 1 };
    await desk.owners.replace(owner, after);
    await desk.assign('companies', company, owner.id);
    await desk.settle();
    expect(await ownersOf(contact)).toEqual([null]);
    const joins = await aContactIn(company);
    await desk.settle();
    expect(await ownersOf(joins)).toEqual([null]);
  });
});

describe('when a contact comes to a company or an owner', () => {
  it('it gets the owner of its company if it has none', async () => {
    const company = await aCompany(ada);
    const [created, owned] = await Promise.all([aContactIn(company), aContactIn(company, eve)]);
    const joins = await desk.create('contacts', { firstname: 'Ada' });
    await desk.settle();
    await desk.change('contacts', joins, { associatedcompanyid: company });
    await desk.settle();
    expect(await ownersOf(created, owned, joins)).toEqual([ada, eve, ada]);
  });

  it('its company gets its owner if it has none, and its other contacts if they have none', async () => {
    const company = await aCompany();
    const contacts = await Promise.all([aContactIn(company), aContactIn(company), aContactIn(company)]);
    await desk.settle();
    await desk.assign('contacts', contacts[0], ada);
    await desk.assign('contacts', contacts[1], eve);
    await desk.settle();
    expect(await desk.ownerOf('companies', company)).toBe(ada);
    expect(await ownersOf(...contacts)).toEqual([ada, eve, ada]);
  });

  it('nothing happens to a company that is not there', async () => {
    const contact = await aContactIn('4711', ada);
    await desk.settle();
    expect(await desk.ownerOf('companies', '4711')).toBeNull();
    expect(await ownersOf(contact)).toEqual([ada]);
  });
});

describe('the rule', () => {
  it('comes to an end: what follows from it leads to nothing further', async () => {
    const company = await aCompany();
    await Promise.all([aContactIn(company), aContactIn(company, bob)]);
    expect(await desk.settle()).toBeLessThanOrEqual(4);
    await desk.assign('companies', company, eve);
    expect(await desk.settle()).toBeLessThanOrEqual(3);
    expect(await desk.settle()).toBe(0);
  });

  it('says who was behind it, and that it was the rule', async () => {
    const company = await aCompany();
    const contact = await aContactIn(company);
    await desk.settle();
    await desk.assign('companies', company, bob);
    await desk.settle();
    const record = await desk.records.get('contacts', contact);
    expect(record?.lastWrite).toMatchObject({
      source: 'WORKFLOW',
      actor: 'ada@example.com',
      notify: true,
      runId: `company-owner-${company}-2`,
    });
  });

  it('does nothing unless it is switched on, nor for what was before', async () => {
    await switchRule(desk, false);
    const company = await aCompany();
    const contact = await aContactIn(company);
    await desk.assign('companies', company, bob);
    await desk.settle();
    await switchRule(desk, true);
    await desk.settle();
    expect(await ownersOf(contact)).toEqual([null]);
  });

  it('stops when it is switched off on the way', async () => {
    const company = await aCompany();
    const contact = await aContactIn(company);
    await desk.settle();
    await desk.assign('companies', company, bob);
    await desk.follow(await desk.told());
    await switchRule(desk, false);
    await desk.settle();
    expect(await ownersOf(contact)).toEqual([null]);
    await switchRule(desk, true);
  });
});
