import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOwner, updateOwner } from '../../lib/app/directory/owners.ts';
import type { OwnerStore, TeamStore } from '../../lib/app/ports/directory.ts';
import { Conflict, NotFound } from '../../lib/domain/errors.ts';
import type { Availability } from '../../lib/domain/owner/availability.ts';
import type { Owner } from '../../lib/domain/owner/owner.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import { anId, anOwner, aTeam } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { cancels, meanwhile, withFaults } from '../support/faults.ts';
import { rotationDesk } from '../support/rotation-desk.ts';

let dynamo: TestDynamo;
let owners: OwnerStore;
let teams: TeamStore;
beforeAll(async () => {
  dynamo = await startDynamo();
  owners = ownerStore(dynamo.client, dynamo.tables.directory);
  teams = teamStore(dynamo.client, dynamo.tables.directory);
});
afterAll(() => dynamo?.stop());

const kept = async (owner: Owner): Promise<Owner> => {
  expect(await owners.create(owner)).toBe('SAVED');
  return owner;
};
const next = (owner: Owner, fields: Partial<Owner>): Owner => ({
  ...owner,
  version: owner.version + 1,
  ...fields,
});

describe('the store of owners', () => {
  it('finds an owner by id and by e-mail in any case', async () => {
    const owner = await kept(anOwner({ secondaryTeamIds: ['1', '2'], salesforceUserId: '005000000000001' }));
    expect(await owners.get(owner.id)).toEqual(owner);
    expect(await owners.findByEmail(owner.email.toUpperCase())).toEqual(owner);
    expect(await owners.get(anId())).toBeUndefined();
    expect(await owners.findByEmail('nobody@example.com')).toBeUndefined();
  });

  it('keeps an availability, and knows none of owners who were stored without one', async () => {
    const availability: Availability = {
      timeZone: 'Europe/Berlin',
      workingHours: [{ days: ['MONDAY', 'FRIDAY'], from: '22:00', until: '06:00' }],
      outOfOffice: [{ from: '2026-12-24', until: '2026-12-27T09:00:00+01:00' }],
    };
    const owner = await kept(anOwner({ availability }));
    expect(await owners.get(owner.id)).toEqual(owner);
    const { availability: _none, ...earlier } = anOwner();
    const item = { kind: 'owner', ...earlier };
    await dynamo.client.send(new PutCommand({ TableName: dynamo.tables.directory, Item: item }));
    expect(await owners.get(earlier.id)).toEqual({ ...earlier, availability: null });
  });

  it('refuses an id and an e-mail that are taken, and changes nothing', async () => {
    const owner = await kept(anOwner());
    const twin = anOwner({ email: owner.email });
    expect(await owners.create({ ...anOwner(), id: owner.id })).toBe('ID_TAKEN');
    expect(await owners.create(twin)).toBe('EMAIL_TAKEN');
    expect(await owners.get(twin.id)).toBeUndefined();
    expect(await owners.get(owner.id)).toEqual(owner);
  });

  it('frees the old address on a change and takes the new', async () => {
    const before = await kept(anOwner());
    const after = next(before, { email: `new-${before.id}@example.com` });
    expect(await owners.replace(before, after)).toBe('SAVED');
    expect(await owners.findByEmail(before.email)).toBeUndefined();
    expect(await owners.findByEmail(after.email)).toEqual(after);
    await kept(anOwner({ email: before.email }));
  });

  it('finds an owner by either spelling of their user in Salesforce, which nobody else may have', async () => {
    const owner = await kept(anOwner({ salesforceUserId: 'a0D30000001n7Pi' }));
    expect(await owners.findBySalesforceUser('a0d30000001n7pieai')).toEqual(owner);
    expect(await owners.create(anOwner({ salesforceUserId: 'a0D30000001n7PiEAI' }))).toBe(
      'SALESFORCE_USER_TAKEN',
    );
    const other = await kept(anOwner());
    const taking = next(other, { salesforceUserId: 'a0D30000001n7PiEAI' });
    expect(await owners.replace(other, taking)).toBe('SALESFORCE_USER_TAKEN');
    const without = next(owner, { salesforceUserId: null });
    expect(await owners.replace(owner, without)).toBe('SAVED');
    expect(await owners.findBySalesforceUser('a0D30000001n7Pi')).toBeUndefined();
    expect(await owners.replace(other, taking)).toBe('SAVED');
    expect(await owners.findBySalesforceUser('a0D30000001n7Pi')).toEqual(taking);
  });

  it('finds by their user in Salesforce who was stored before that led to them, once they are saved again', async () => {
    const before = anOwner({ salesforceUserId: '005000000000777' });
    const item = { kind: 'owner', ...before };
    await dynamo.client.send(new PutCommand({ TableName: dynamo.tables.directory, Item: item }));
    expect(await owners.replace(before, next(before, {}))).toBe('SAVED');
    expect(await owners.findBySalesforceUser('005000000000777AAA')).toEqual(next(before, {}));
  });

  it('lets two owners swap their addresses by way of a third', async () => {
    const [a, b] = [await kept(anOwner()), await kept(anOwner())];
    const aside = next(a, { email: `aside-${a.id}@example.com` });
    expect(await owners.replace(a, aside)).toBe('SAVED');
    expect(await owners.replace(b, next(b, { email: a.email }))).toBe('SAVED');
    expect(await owners.replace(aside, next(aside, { email: b.email }))).toBe('SAVED');
    expect((await owners.findByEmail(a.email))?.id).toBe(b.id);
    expect((await owners.findByEmail(b.email))?.id).toBe(a.id);
  });

  it("refuses a change to another owner's address, and keeps both as they were", async () => {
    const [one, other] = [await kept(anOwner()), await kept(anOwner())];
    expect(await owners.replace(one, next(one, { email: other.email }))).toBe('EMAIL_TAKEN');
    expect(await owners.findByEmail(one.email)).toEqual(one);
    expect(await owners.findByEmail(other.email)).toEqual(other);
  });

  it('refuses a change of what was changed since, and moves no address', async () => {
    const read = await kept(anOwner());
    const first = next(read, { firstName: 'Augusta' });
    expect(await owners.replace(read, first)).toBe('SAVED');
    expect(await owners.replace(read, next(read, { email: 'late@example.com' }))).toBe('CHANGED_MEANWHILE');
    expect(await owners.get(read.id)).toEqual(first);
    expect(await owners.findByEmail('late@example.com')).toBeUndefined();
    expect(await owners.replace(anOwner(), anOwner())).toBe('CHANGED_MEANWHILE');
  });

  it('keeps what it knows when an owner is deactivated', async () => {
    const owner = await kept(anOwner());
    await owners.replace(owner, next(owner, { active: false }));
    expect(await owners.findByEmail(owner.email)).toMatchObject({ id: owner.id, active: false });
    expect(await owners.create(anOwner({ email: owner.email }))).toBe('EMAIL_TAKEN');
  });

  it.each([1, 2, 3, 100])('lists all owners in the order of their ids, %i at a time', async (limit) => {
    await kept(anOwner());
    const all = await owners.all();
    const listed: Owner[] = [];
    let after: string | undefined;
    do {
      const page = await owners.list({ limit, after });
      expect(page.results.length).toBeLessThanOrEqual(limit);
      listed.push(...page.results);
      after = page.next;
    } while (after !== undefined);
    expect(listed).toEqual(all);
    expect(listed.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort());
  });
});

describe('creating and changing owners', () => {
  const deps = (store: OwnerStore = owners) => ({ ...rotationDesk(dynamo), owners: store });
  const fields = (owner: Owner) => {
    const { id: _id, version: _v, active: _a, createdAt: _c, updatedAt: _u, ...rest } = owner;
    return rest;
  };

  it('names every team that does not exist', async () => {
    const team = aTeam();
    await teams.create(team);
    const owner = fields(anOwner({ primaryTeamId: '1', secondaryTeamIds: [team.id, '2'] }));
    await expect(createOwner(deps(), owner)).rejects.toMatchObject({
      problems: [
        { in: 'primaryTeamId', code: 'TEAM_NOT_FOUND' },
        { in: 'secondaryTeamIds[1]', code: 'TEAM_NOT_FOUND' },
      ],
    });
    expect(await owners.findByEmail(owner.email)).toBeUndefined();
  });

  it('is a Conflict on the e-mail when another has it', async () => {
    const other = await kept(anOwner());
    const conflict = { problems: [{ in: 'email', code: 'EMAIL_TAKEN' }] };
    await expect(createOwner(deps(), fields(anOwner({ email: other.email })))).rejects.toMatchObject(
      conflict,
    );
    const mine = await kept(anOwner());
    await expect(updateOwner(deps(), mine.id, { email: other.email })).rejects.toBeInstanceOf(Conflict);
    await expect(updateOwner(deps(), anId(), { firstName: 'Ada' })).rejects.toBeInstanceOf(NotFound);
  });

  it('creates one of ten owners with one e-mail', async () => {
    const same = fields(anOwner());
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => createOwner(deps(), same)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of settled)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Conflict);
  });

  it('keeps what somebody else changed in between, and tries again while others write', async () => {
    const owner = await kept(anOwner());
    const rename = meanwhile('TransactWriteItems', () => updateOwner(deps(), owner.id, { lastName: 'King' }));
    const overtaken = ownerStore(
      withFaults(dynamo, rename, cancels(['TransactionConflict'], 1)),
      dynamo.tables.directory,
    );
    const after = await updateOwner(deps(overtaken), owner.id, { firstName: 'Augusta' });
    expect(after).toMatchObject({ firstName: 'Augusta', lastName: 'King', version: 3 });
    expect(await owners.get(owner.id)).toEqual(after);
  });
});
