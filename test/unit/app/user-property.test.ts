import { describe, expect, it } from 'vitest';
import { userPropertyOf } from '../../../lib/app/user-property.ts';
import { objectTypes } from '../../../lib/domain/object-type.ts';

describe('userPropertyOf', () => {
  it.each(objectTypes)('is the owner property of %s where none is named', (type) => {
    expect(userPropertyOf(type)).toBe('hubspot_owner_id');
    expect(userPropertyOf(type, 'hubspot_owner_id')).toBe('hubspot_owner_id');
  });

  it.each([
    ['shoesize', 'PROPERTY_DOESNT_EXIST'],
    ['', 'PROPERTY_DOESNT_EXIST'],
    ['__proto__', 'PROPERTY_DOESNT_EXIST'],
    ['email', 'NOT_A_USER_PROPERTY'],
  ])('refuses %j with %s', (name, code) => {
    expect(() => userPropertyOf('contacts', name)).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ in: 'property', code })] }),
    );
  });
});
