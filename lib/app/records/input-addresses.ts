import { Invalid, type Problem } from '../../domain/errors.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { type Address, addressOf, keyOfAddress } from '../../domain/record/address.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';

/** How an input of a batch names its record: by its id, or by its value of a property that tells records apart. */
export type AddressedInput = { id: string; idProperty?: string | undefined };

/** What two inputs about one record have in common; undefined for what is nobody's. */
const sameness = (objectType: ObjectType, address: Address): string | undefined =>
  typeof address === 'string' ? address : keyOfAddress(objectType, address);

/**
 * Whom each input of a batch means.
 *
 * @throws Invalid naming the property that does not tell records apart, or each input that names a record as an earlier one does;
 * which of the two should count would be chance
 */
export const addressesOf = <T extends AddressedInput>(
  set: PropertySet,
  inputs: readonly T[],
): (T & { address: Address })[] => {
  const addressed = inputs.map((input, place) => ({
    ...input,
    address: addressOf(set, input.id, input.idProperty, `inputs[${place}].idProperty`),
  }));
  const seen = new Set<string>();
  const problems = addressed.flatMap(({ id, address }, place): Problem[] => {
    const same = sameness(set.objectType, address);
    if (same === undefined || !seen.has(same)) {
      if (same !== undefined) seen.add(same);
      return [];
    }
    return [
      { in: `inputs[${place}].id`, code: 'DUPLICATE_RECORD_ID', message: `Record ${id} is named twice.` },
    ];
  });
  if (problems.length > 0) throw new Invalid('A record may occur only once in a batch.', problems);
  return addressed;
};
