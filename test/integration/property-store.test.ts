import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PropertyStore } from '../../lib/app/ports/properties.ts';
import { propertySet } from '../../lib/domain/record/property-set.ts';
import { propertyStore } from '../../lib/store/directory/property-store.ts';
import { aProperty, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { cancels, withFaults } from '../support/faults.ts';

const limits = { properties: 1_000, unique: 10 };

let dynamo: TestDynamo;
let store: PropertyStore;
beforeAll(async () => {
  dynamo = await startDynamo();
  store = propertyStore(dynamo.client, dynamo.tables.directory);
});
afterAll(() => dynamo?.stop());

describe('the properties that an account defines', () => {
  it('are kept as they are given, per object type, and read with those that every account has', async () => {
    const size = aProperty('contacts', 'size', {
      type: 'enumeration',
      fieldType: 'checkbox',
      multiple: true,
      options: [{ value: 's', label: 'Small', displayOrder: 0, hidden: false }],
    });
    const backup = aProperty('contacts', 'backup_owner', { type: 'user' });
    for (const property of [size, backup, aProperty('deals', 'size')])
      expect(await store.create(property, limits)).toBe('CREATED');
    expect(await store.get('contacts', 'size')).toEqual(size);
    expect(await store.get('tickets', 'size')).toBeUndefined();
    expect(await store.list('contacts')).toEqual([backup, size]);

    const set = await store.of('contacts');
    expect(set.find('size')).toEqual(size);
    expect(set.find('email')).toMatchObject({ type: 'email' });
    expect(set.users.map(({ name }) => name)).toEqual(['hubspot_owner_id', 'backup_owner']);
    expect(await store.of('companies')).toBe(propertySet('companies'));
  });

  it('have a name once, also where the first one is archived', async () => {
    const gone = aProperty('tickets', 'gone');
    await store.create(gone, limits);
    const archived = { ...gone, version: 2, archivedAt: someTime };
    expect(await store.replace(gone, archived)).toBe(true);
    expect(await store.create(gone, limits)).toBe('NAME_TAKEN');
    const set = await store.of('tickets');
    expect(set.find('gone')).toBeUndefined();
    expect(set.archived).toEqual([archived]);
  });

  it('are changed by one of two who read the same', async () => {
    const before = aProperty('deals', 'contested');
    await store.create(before, limits);
    const [one, other] = ['One', 'Other'].map((label) => ({ ...before, label, version: 2 }));
    if (one === undefined || other === undefined) throw new Error('There are two.');
    expect(await store.replace(before, one)).toBe(true);
    expect(await store.replace(before, other)).toBe(false);
    expect(await store.get('deals', 'contested')).toEqual(one);
  });

  it('are as many as is allowed, however many are created at once, and not more unique ones', async () => {
    const few = { properties: 4, unique: 2 };
    const create = (name: string, unique: boolean) =>
      store.create(aProperty('companies', name, { unique }), few);
    expect(await Promise.all(['a', 'b', 'c'].map((name) => create(name, true)))).toEqual(
      expect.arrayContaining(['CREATED', 'CREATED', 'TOO_MANY_UNIQUE']),
    );
    expect(await Promise.all(['d', 'e', 'f'].map((name) => create(name, false)))).toEqual(
      expect.arrayContaining(['CREATED', 'CREATED', 'TOO_MANY']),
    );
    expect(await store.list('companies')).toHaveLength(4);
  });

  it('says when somebody else was writing', async () => {
    const busy = propertyStore(withFaults(dynamo, cancels(['TransactionConflict'])), dynamo.tables.directory);
    expect(await busy.create(aProperty('deals', 'busy'), limits)).toBe('CHANGED_MEANWHILE');
    expect(await store.get('deals', 'busy')).toBeUndefined();
  });
});
