import type { OwnerPassedOn } from '../../domain/company-owner.ts';

/** Where to go on among a company's contacts: behind this id of this shard. */
export type ContactsPlace = { shard: number; after: string | null };

/** An owner on the way to a company's contacts. */
export type OwnerOnTheWay = { passed: OwnerPassedOn; place: ContactsPlace };

/** The way to whoever gives contacts to their company's owner; it may deliver twice, and in any order. */
export type CompanyOwnerQueue = {
  send(owners: readonly OwnerOnTheWay[]): Promise<void>;
};
