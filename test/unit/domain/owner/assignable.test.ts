import { describe, expect, it } from 'vitest';
import { objectTypes } from '../../../../lib/domain/object-type.ts';
import { whyNotAssignable } from '../../../../lib/domain/owner/assignable.ts';
import { seats } from '../../../../lib/domain/owner/owner.ts';
import { anOwner } from '../../../support/builders.ts';

describe('whyNotAssignable', () => {
  it.each(seats)('lets an active owner with the seat %s own any record', (seat) => {
    for (const type of objectTypes) {
      expect(whyNotAssignable(anOwner({ seat }), type, '7')).toBeUndefined();
    }
  });

  it.each([
    ['does not exist', undefined, 'OWNER_NOT_FOUND', 'There is no owner 7.'],
    ['is deactivated', anOwner({ active: false }), 'OWNER_DEACTIVATED', 'Owner 7 is deactivated.'],
    [
      'may not see deals',
      anOwner({ objectAccess: ['contacts', 'companies', 'tickets'] }),
      'OWNER_HAS_NO_ACCESS',
      'Owner 7 has no access to deals.',
    ],
    [
      'may see nothing',
      anOwner({ objectAccess: [] }),
      'OWNER_HAS_NO_ACCESS',
      'Owner 7 has no access to deals.',
    ],
    [
      'is deactivated and may see nothing',
      anOwner({ active: false, objectAccess: [] }),
      'OWNER_DEACTIVATED',
      'Owner 7 is deactivated.',
    ],
  ])('refuses somebody who %s', (_, owner, code, message) => {
    expect(whyNotAssignable(owner, 'deals', '7')).toEqual({ code, message });
  });
});
