import type { LastWrite } from '../../domain/record/record.ts';
import type { Page, PageRequest } from './directory.ts';

/** An owner who comes to a contact from its company, or to a company from one of its contacts. */
export type SettledOwner = {
  companyId: string;
  ownerId: string;
  /** When that owner was settled where they come from. */
  settledAt: string;
  write: LastWrite;
};

/** The contacts of companies, and what the owners of the two mean for each other. */
export type CompanyContacts = {
  /** The ids of a company's contacts in one shard, in their order. They follow the records after a moment, and name no archived ones. */
  page(shard: { companyId: string; shard: number }, page: PageRequest): Promise<Page<string>>;
  /**
   * Gives a contact to an owner if it is that company's, has another owner or none, and none that was settled later.
   *
   * @param onlyUnowned leaves it if it has an owner
   * @returns whether it was given
   */
  giveContact(settled: SettledOwner & { contactId: string; onlyUnowned: boolean }): Promise<boolean>;
  /** Gives a company to an owner if it has none, and has not lost one later. Tells whether it was given. */
  giveCompany(settled: SettledOwner): Promise<boolean>;
};
