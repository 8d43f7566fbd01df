import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assign } from '../../lib/app/assign.ts';
import { archiveProperty } from '../../lib/app/properties/change-property.ts';
import { createProperty } from '../../lib/app/properties/create-property.ts';
import { createRecord } from '../../lib/app/records/create-record.ts';
import { archiveRecord, updateRecord } from '../../lib/app/records/update-record.ts';
import { createRotation } from '../../lib/app/rotation/set-up.ts';
import { Conflict } from '../../lib/domain/errors.ts';
import type { CustomProperty } from '../../lib/domain/record/custom-property.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyStore } from '../../lib/store/directory/property-store.ts';
import { recordAssigner } from '../../lib/store/records/record-assign.ts';
import { recordReader, recordStore } from '../../lib/store/records/record-store.ts';
import { anId, anOwner, aProperty, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { refuses, withFaults } from '../support/faults.ts';
import { type ImportService, importService } from '../support/imports.ts';
import { rotationDesk } from '../support/rotation-desk.ts';

const by = { actor: 'ada@example.com', requestId: 'r1' };

let dynamo: TestDynamo;
let imports: ImportService;
beforeAll(async () => {
  dynamo = await startDynamo();
  imports = importService(dynamo);
});
afterAll(() => dynamo?.stop());

const depsOn = (client = dynamo.client) => ({
  records: recordStore(client, dynamo.tables),
  owners: ownerStore(client, dynamo.tables.directory),
  properties: propertyStore(client, dynamo.tables.directory),
  rotations: { list: async () => ({ results: [], next: undefined }) },
  now: () => someTime,
  newRecordId: anId,
});
const define = (fields: Partial<CustomProperty> = {}): Promise<CustomProperty> =>
  createProperty(depsOn(), aProperty('contacts', `p${anId()}`, fields), by);
const retire = ({ objectType, name }: CustomProperty) => archiveProperty(depsOn(), { objectType, name }, by);
const create = (properties: Record<string, string>) =>
  createRecord(depsOn(), 'contacts', { firstname: 'Ada', ...properties }, by);
const holderOf = async ({ name }: CustomProperty, value: string) => {
  const key = `contacts#${name}#${value}`;
  return (await depsOn().records.findIds([key])).get(key);
};

describe('a unique property that an account defines', () => {
  it('lets no two records have a value, until one gives it up', async () => {
    const badge = await define({ unique: true });
    const ada = await create({ [badge.name]: '7' });
    await expect(create({ [badge.name]: ' 7 ' })).rejects.toBeInstanceOf(Conflict);
    const bob = await create({ [badge.name]: '8' });
    await expect(updateRecord(depsOn(), 'contacts', bob.id, { [badge.name]: '7' }, by)).rejects.toMatchObject(
      {
        problems: [{ in: `properties.${badge.name}`, code: 'DUPLICATE_UNIQUE_PROPERTY_VALUE' }],
      },
    );
    await updateRecord(depsOn(), 'contacts', ada.id, { [badge.name]: '' }, by);
    await updateRecord(depsOn(), 'contacts', bob.id, { [badge.name]: '7' }, by);
    expect(await holderOf(badge, '7')).toBe(bob.id);
    expect(await holderOf(badge, '8')).toBeUndefined();
  });

  it('keeps its values taken while it is archived, and frees those of records that are', async () => {
    const badge = await define({ unique: true });
    const [ada, bob] = [await create({ [badge.name]: '7' }), await create({ [badge.name]: '8' })];
    await retire(badge);
    await expect(create({ [badge.name]: '9' })).rejects.toMatchObject({
      problems: [{ code: 'PROPERTY_DOESNT_EXIST' }],
    });
    await updateRecord(depsOn(), 'contacts', ada.id, { city: 'Bonn' }, by);
    expect(await holderOf(badge, '7')).toBe(ada.id);
    await archiveRecord(depsOn(), 'contacts', bob.id, by);
    expect(await holderOf(badge, '8')).toBeUndefined();
    await createProperty(depsOn(), badge, by);
    await expect(create({ [badge.name]: '7' })).rejects.toBeInstanceOf(Conflict);
  });

  it('says which record a row of an import means, by its label', async () => {
    const badge = await define({ unique: true, label: `Badge ${anId()}` });
    const ada = await create({ [badge.name]: '7' });
    const rows = [`${badge.label.toUpperCase()},City,First Name`, '7,Bonn,Ada', '8,Graz,Bob', '8,Linz,Bob'];
    const job = await imports.run('imports/contacts/badges.csv', rows.join('\n'));
    expect(job).toMatchObject({ state: 'DONE', tally: { created: 1, updated: 2, failed: 0 } });
    const found = await depsOn().records.getMany('contacts', [
      ada.id,
      (await holderOf(badge, '8')) ?? 'nobody',
    ]);
    expect([...found.values()].map(({ properties }) => properties['city']).sort()).toEqual(['Bonn', 'Linz']);
  });
});

describe('an owner property that an account defines', () => {
  it('is set by a column of an import that has its label', async () => {
    const backup = await define({ type: 'user', fieldType: 'select', label: `Backup ${anId()}` });
    const owner = anOwner();
    await depsOn().owners.create(owner);
    const ada = await create({ email: `ada-${anId()}@example.com` });
    const email = ada.properties['email'] ?? '';
    await imports.run('imports/contacts/backups.csv', `Email,${backup.label}\n${email},${owner.email}\n`);
    const read = recordReader(dynamo.client, dynamo.tables.records);
    expect((await read.get('contacts', ada.id))?.properties[backup.name]).toBe(owner.id);
  });

  it('may be what a rotation sets, which no other property may', async () => {
    const [backup, size] = [await define({ type: 'user', fieldType: 'select' }), await define()];
    const desk = rotationDesk(dynamo);
    const { rotation } = await desk.open(2);
    const { pool, overwrite, onlyAvailable, onMembersChange } = rotation;
    const fields = { name: 'Backups', objectType: 'contacts' as const, fallback: [], hold: null };
    const create = (property: string) =>
      createRotation(desk, { ...fields, pool, overwrite, onlyAvailable, onMembersChange, property });
    expect(await create(backup.name)).toMatchObject({ property: backup.name });
    await expect(create(size.name)).rejects.toMatchObject({ problems: [{ code: 'NOT_A_USER_PROPERTY' }] });
  });

  it('takes a read of the definitions to be assigned, which the owner property does not', async () => {
    const backup = await define({ type: 'user', fieldType: 'select' });
    const owner = anOwner();
    await depsOn().owners.create(owner);
    const { id } = await create({});
    const blind = depsOn(withFaults(dynamo, refuses('Query', new Error('Nothing may be queried.'))));
    const to = (property?: string) => ({
      objectType: 'contacts' as const,
      recordId: id,
      owner: { ownerId: owner.id },
      property,
      overwrite: true,
      dryRun: false,
    });
    const records = { ...blind.records, ...recordAssigner(dynamo.client, dynamo.tables.records) };
    expect(await assign({ ...blind, records }, to(), by)).toMatchObject({ outcome: 'ASSIGNED' });
    await expect(assign({ ...blind, records }, to(backup.name), by)).rejects.toThrow(
      'Nothing may be queried',
    );
    expect(await assign(depsOn(), to(backup.name), by)).toMatchObject({
      outcome: 'ASSIGNED',
      property: backup.name,
    });
  });
});
