import type { UnknownOwner } from './options.ts';
import type { OwnerFinder } from './owner-finder.ts';

/** What is done about an owner who cannot be found, with the property that the rotation sets where it is left to one. */
export type UnknownOwnerPolicy =
  | { kind: 'leave' }
  | { kind: 'rejectRow' }
  | { kind: 'owner'; ownerId: string }
  | { kind: 'rotation'; rotationId: string; property: string };

/**
 * What an import's option comes to now. An owner who may not own such a record any more, or a rotation that is gone, changes
 * nothing: then the records' owners are left as they are.
 *
 * @param rotates the property that the rotation sets; undefined if there is no such rotation
 */
export const unknownOwnerPolicy = (
  option: UnknownOwner,
  { findOwner, rotates }: { findOwner: OwnerFinder; rotates: string | undefined },
): UnknownOwnerPolicy => {
  if (option === 'leave' || option === 'rejectRow') return { kind: option };
  if ('ownerId' in option) {
    return findOwner(option.ownerId).ok ? { kind: 'owner', ownerId: option.ownerId } : { kind: 'leave' };
  }
  const { rotationId } = option;
  return rotates === undefined ? { kind: 'leave' } : { kind: 'rotation', rotationId, property: rotates };
};

/** What becomes of a property whose owner was not found, as the end of the message about it. */
export const whatInstead = (policy: UnknownOwnerPolicy, property: string): string => {
  switch (policy.kind) {
    case 'leave':
      return '';
    case 'rejectRow':
      return ' The row is left out.';
    case 'owner':
      return ` Owner ${policy.ownerId} is set instead.`;
    case 'rotation':
      return policy.property === property ? ` Rotation ${policy.rotationId} decides instead.` : '';
  }
};
