import type { Problem } from '../errors.ts';
import type { ObjectType } from '../object-type.ts';
import { canSee, type Owner } from './owner.ts';

/**
 * What keeps somebody from being made the owner of a record of this type by hand or by file: not there, deactivated, or
 * without access to the object type. Seats do not matter here; they count only in a rotation.
 *
 * @param owner the owner found, or undefined if there is none
 * @param named what the caller called the owner, an id or an e-mail, for the message
 */
export const whyNotAssignable = (
  owner: Owner | undefined,
  type: ObjectType,
  named: string,
): Problem | undefined => {
  if (owner === undefined) return { code: 'OWNER_NOT_FOUND', message: `There is no owner ${named}.` };
  if (!owner.active) return { code: 'OWNER_DEACTIVATED', message: `Owner ${named} is deactivated.` };
  if (!canSee(owner, type)) {
    return { code: 'OWNER_HAS_NO_ACCESS', message: `Owner ${named} has no access to ${type}.` };
  }
  return undefined;
};
