import type { ObjectType } from '../object-type.ts';
import { whyNotAssignable } from '../owner/assignable.ts';
import type { Owner } from '../owner/owner.ts';
import type { ParsedValue } from '../record/parsed-value.ts';

/** The owner that a cell names, by e-mail, id or full name, as the value that is kept. */
export type OwnerFinder = (cell: string) => ParsedValue;

const foldName = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

const byFullName = (owners: readonly Owner[]): ReadonlyMap<string, Owner[]> =>
  Map.groupBy(owners, ({ firstName, lastName }) => foldName(`${firstName} ${lastName}`));

const found = ({ id }: Owner): ParsedValue => ({ ok: true, value: id });

/**
 * Finds owners among all of an account: by e-mail in any case, by id, else by full name, which is HubSpot's way of exporting them.
 * Whoever is unknown, deactivated or without access to the object type is refused with HubSpot's one code for it, and the message
 * says which. A name counts if just one of those who bear it may own such a record.
 */
export const ownerFinder = (owners: readonly Owner[], type: ObjectType): OwnerFinder => {
  const byEmailOrId = new Map(
    owners.flatMap((owner) => [[owner.email, owner] as const, [owner.id, owner] as const]),
  );
  const byName = byFullName(owners);
  return (cell) => {
    const named = byName.get(foldName(cell)) ?? [];
    const eligible = named.filter((owner) => whyNotAssignable(owner, type, cell) === undefined);
    const addressed = byEmailOrId.get(cell.toLowerCase());
    if (addressed === undefined && eligible.length > 1) {
      const emails = eligible.map(({ email }) => email).join(', ');
      const message = `${cell} is the name of ${eligible.length} owners: ${emails}.`;
      return { ok: false, code: 'MULTIPLE_OWNERS_FOUND', message };
    }
    const owner = addressed ?? eligible[0] ?? named[0];
    const problem = whyNotAssignable(owner, type, cell);
    if (owner !== undefined && problem === undefined) return found(owner);
    return {
      ok: false,
      code: 'COULD_NOT_FIND_OWNER',
      message: problem?.message ?? `There is no owner ${cell}.`,
    };
  };
};
