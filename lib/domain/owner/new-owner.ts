import { objectTypes } from '../object-type.ts';
import { everythingTold } from './notifications.ts';
import type { Owner } from './owner.ts';

/** What somebody is who is made an owner and not told otherwise: they see every object type and have no paid seat. */
export const newOwnerDefaults: Omit<
  Owner,
  'id' | 'email' | 'active' | 'version' | 'createdAt' | 'updatedAt'
> = {
  firstName: '',
  lastName: '',
  seat: 'NONE',
  primaryTeamId: null,
  secondaryTeamIds: [],
  objectAccess: [...objectTypes],
  salesforceUserId: null,
  availability: null,
  notifications: everythingTold,
};
