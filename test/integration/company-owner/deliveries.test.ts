import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CompanyDesk, companyDesk, switchRule } from '../../support/company-desk.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { losesTheAnswer, losesTheRequest, meanwhile, withFaults } from '../../support/faults.ts';

let dynamo: TestDynamo;
let desk: CompanyDesk;
let ada: string;
let bob: string;
let eve: string;
let company: string;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = companyDesk(dynamo);
  [ada = '', bob = '', eve = ''] = await desk.hire(3);
  await switchRule(desk, true);
});
afterAll(() => dynamo?.stop());
beforeEach(async () => {
  company = await desk.create('companies', { name: 'Example' });
});

const ownersOf = async (contactIds: readonly string[]): Promise<(string | null)[]> => {
  const found = await desk.records.getMany('contacts', contactIds);
  return contactIds.map((id) => found.get(id)?.properties['hubspot_owner_id'] ?? null);
};
const versionsOf = async (contactIds: readonly string[]): Promise<(number | undefined)[]> => {
  const found = await desk.records.getMany('contacts', contactIds);
  return contactIds.map((id) => found.get(id)?.version);
};
const all = <T>(value: T, count: number): T[] => Array.from({ length: count }, () => value);

describe('whatever becomes of the messages', () => {
  it('each contact is written once when everything comes twice, or much later', async () => {
    const contacts = await desk.staff(company, 40);
    await desk.settle();
    await desk.assign('companies', company, bob);
    const told = await desk.told();
    await desk.follow(told);
    const messages = [...desk.queued];
    for (const message of [...messages, ...messages]) expect(await desk.pass(message)).toBe(true);
    await desk.follow(told);
    await desk.settle();
    expect(await ownersOf(contacts)).toEqual(all(bob, 40));
    expect(await versionsOf(contacts)).toEqual(all(2, 40));

    await desk.assign('contacts', contacts[0] ?? '', eve);
    await desk.assign('contacts', contacts[1] ?? '', null);
    for (const message of messages) await desk.pass(message);
    await desk.follow(told);
    await desk.settle();
    expect((await ownersOf(contacts)).slice(0, 3)).toEqual([eve, null, bob]);
  });

  it('a late message does not put an old owner back, not even for a moment', async () => {
    const contacts = await desk.staff(company, 20);
    await desk.settle();
    await desk.assign('companies', company, ada);
    await desk.follow(await desk.told());
    const [late] = desk.queued.splice(0);
    await desk.assign('companies', company, bob);
    await desk.settle();
    if (late === undefined) throw new Error('Nothing was sent.');
    await desk.pass(late);
    expect(await ownersOf(contacts)).toEqual(all(bob, 20));
    expect(await versionsOf(contacts)).toEqual(all(2, 20));
  });

  it('a newer owner of the company wins, even if it comes while the older one is being passed on', async () => {
    const contacts = await desk.staff(company, 30);
    await desk.settle();
    await desk.assign('companies', company, ada);
    await desk.follow(await desk.told());
    const [message] = desk.queued.splice(0);
    if (message === undefined) throw new Error('Nothing was sent.');
    const newer = meanwhile('UpdateItem', () => desk.assign('companies', company, bob));
    await desk.pass(message, withFaults(dynamo, newer));
    await desk.settle();
    expect(await ownersOf(contacts)).toEqual(all(bob, 30));
  });

  it('the company’s own owner goes to a contact that joins while that owner changes', async () => {
    await desk.assign('companies', company, ada);
    await desk.settle();
    const [contact = ''] = await desk.staff(company, 1);
    const change = meanwhile('UpdateItem', () => desk.assign('companies', company, bob));
    await desk.follow(await desk.told(), withFaults(dynamo, change));
    expect(await ownersOf([contact])).toEqual([ada]);
    await desk.settle();
    expect(await ownersOf([contact])).toEqual([bob]);
  });

  it('a company that loses the owner it had from a contact does not get them back by a late delivery', async () => {
    const [contact = ''] = await desk.staff(company, 1);
    await desk.settle();
    await desk.assign('contacts', contact, ada);
    const told = await desk.told();
    await desk.follow(told);
    expect(await desk.ownerOf('companies', company)).toBe(ada);
    await desk.assign('companies', company, null);
    await desk.follow(told);
    await desk.settle();
    expect(await desk.ownerOf('companies', company)).toBeNull();
  });

  it('a worker that dies on the way leaves nothing out and does nothing twice', async () => {
    const contacts = await desk.staff(company, 60);
    await desk.settle();
    await desk.assign('companies', company, bob);
    await desk.follow(await desk.told());
    const [message] = desk.queued.splice(0);
    if (message === undefined) throw new Error('Nothing was sent.');
    for (const calls of [3, 20, 45]) {
      let made = 0;
      const dies = { ...losesTheRequest('UpdateItem', 1_000), when: () => ++made > calls };
      expect(await desk.pass(message, withFaults(dynamo, dies))).toBe(false);
    }
    const lost = losesTheAnswer('UpdateItem', 5);
    expect(await desk.pass(message, withFaults(dynamo, { ...lost, at: 'attempt' }))).toBe(true);
    expect(await ownersOf(contacts)).toEqual(all(bob, 60));
    expect(await versionsOf(contacts)).toEqual(all(2, 60));
  });

  it('a stream batch that fails half way is made good when it comes again', async () => {
    await desk.assign('companies', company, ada);
    await desk.settle();
    const contacts = await desk.staff(company, 20);
    const told = await desk.told();
    let made = 0;
    const dies = { ...losesTheRequest('UpdateItem', 1_000), when: () => ++made > 7 };
    await expect(desk.follow(told, withFaults(dynamo, dies))).rejects.toThrow();
    await desk.follow(told);
    await desk.settle();
    expect(await ownersOf(contacts)).toEqual(all(ada, 20));
    expect(await versionsOf(contacts)).toEqual(all(2, 20));
  });
});

describe('a large company', () => {
  it('is worked through message by message, each of its contacts once', async () => {
    const contacts = await desk.staff(company, 3_400);
    await desk.settle();
    await desk.assign('companies', company, bob);
    await desk.follow(await desk.told());
    let messages = 0;
    for (let message = desk.queued.shift(); message !== undefined; message = desk.queued.shift()) {
      expect(await desk.pass(message)).toBe(true);
      messages += 1;
    }
    expect(messages).toBe(2);
    expect(new Set(await ownersOf(contacts))).toEqual(new Set([bob]));
    expect(new Set(await versionsOf(contacts))).toEqual(new Set([2]));
  }, 60_000);
});
