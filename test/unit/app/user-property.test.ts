import { describe, expect, it } from 'vitest';
import type { PropertyCatalog } from '../../../lib/app/ports/properties.ts';
import { userPropertyOf } from '../../../lib/app/user-property.ts';
import { objectTypes } from '../../../lib/domain/object-type.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';

const catalog: PropertyCatalog = {
  of: async (type) =>
    propertySet(type, [{ name: 'backup_owner', label: 'Backup', type: 'user', unique: false }]),
};
const unreadable: PropertyCatalog = { of: () => Promise.reject(new Error('The catalog is not to be read.')) };

describe('userPropertyOf', () => {
  it.each(objectTypes)('is the owner property of %s where none is named, without asking', async (type) => {
    expect(await userPropertyOf(unreadable, type)).toBe('hubspot_owner_id');
    expect(await userPropertyOf(unreadable, type, 'hubspot_owner_id')).toBe('hubspot_owner_id');
  });

  it("is one of the account's own", async () => {
    expect(await userPropertyOf(catalog, 'deals', 'backup_owner')).toBe('backup_owner');
  });

  it.each([
    ['shoesize', 'PROPERTY_DOESNT_EXIST'],
    ['', 'PROPERTY_DOESNT_EXIST'],
    ['__proto__', 'PROPERTY_DOESNT_EXIST'],
    ['email', 'NOT_A_USER_PROPERTY'],
  ])('refuses %j with %s', async (name, code) => {
    await expect(userPropertyOf(catalog, 'contacts', name)).rejects.toMatchObject({
      problems: [{ in: 'property', code }],
    });
  });
});
