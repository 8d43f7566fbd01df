import type { ObjectType } from '../object-type.ts';
import { whyNotAssignable } from '../owner/assignable.ts';
import type { Owner } from '../owner/owner.ts';
import type { ParsedValue } from '../record/property-value.ts';

/** The owner that a cell names, by e-mail in any case or by id, as the value that is kept. */
export type OwnerFinder = (cell: string) => ParsedValue;

/**
 * Finds owners among all of an account. Whoever is unknown, deactivated or without access to the object type is refused with
 * HubSpot's one code for it, and the message says which.
 */
export const ownerFinder = (owners: readonly Owner[], type: ObjectType): OwnerFinder => {
  const byName = new Map(
    owners.flatMap((owner) => [[owner.email, owner] as const, [owner.id, owner] as const]),
  );
  return (cell) => {
    const owner = byName.get(cell.toLowerCase());
    const problem = whyNotAssignable(owner, type, cell);
    return owner === undefined || problem !== undefined
      ? { ok: false, code: 'COULD_NOT_FIND_OWNER', message: problem?.message ?? `There is no owner ${cell}.` }
      : { ok: true, value: owner.id };
  };
};
