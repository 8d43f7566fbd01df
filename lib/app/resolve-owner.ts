import { Invalid } from '../domain/errors.ts';
import type { ObjectType } from '../domain/object-type.ts';
import { whyNotAssignable } from '../domain/owner/assignable.ts';
import type { OwnerStore } from './ports/directory.ts';

/** An owner by id, by e-mail, or nobody. */
export type OwnerRef = { ownerId: string | null } | { ownerEmail: string };

/**
 * The id of the owner that a caller named, once it is certain that they may own a record of this type.
 *
 * @throws Invalid naming the field if there is no such owner, or they are deactivated or without access
 */
export const resolveOwner = async (
  owners: OwnerStore,
  objectType: ObjectType,
  ref: OwnerRef,
): Promise<string | null> => {
  if ('ownerId' in ref && ref.ownerId === null) return null;
  const byEmail = 'ownerEmail' in ref;
  const named = byEmail ? ref.ownerEmail : (ref.ownerId ?? '');
  const owner = byEmail ? await owners.findByEmail(named) : await owners.get(named);
  const problem = whyNotAssignable(owner, objectType, named);
  if (problem !== undefined) {
    throw new Invalid(problem.message, [{ ...problem, in: byEmail ? 'ownerEmail' : 'ownerId' }]);
  }
  return owner?.id ?? null;
};
