import type { Owner } from './owner.ts';

/** What to call an owner in a sentence: by name, else by e-mail. */
const ownerName = ({ firstName, lastName, email }: Owner): string =>
  `${firstName} ${lastName}`.trim() || email;

/** What to call the owner who has an id, also one who is not known any more. */
export const namesOf = (everybody: readonly Owner[]): ((ownerId: string) => string) => {
  const byId = new Map(everybody.map((owner) => [owner.id, owner]));
  return (ownerId) => {
    const owner = byId.get(ownerId);
    return owner === undefined ? `owner ${ownerId}` : ownerName(owner);
  };
};
