import { type ContactSettled, companySettledWrite, contactSettledWrite } from '../../domain/company-owner.ts';
import { whyNotAssignable } from '../../domain/owner/assignable.ts';
import { type CrmRecord, ownerOf } from '../../domain/record/record.ts';
import { log } from '../../log.ts';
import { concurrently } from '../concurrently.ts';
import { oncePerKey } from '../once-per-key.ts';
import type { CompanyContacts } from '../ports/company-contacts.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { RecordStore } from '../ports/records.ts';

export type SettleDeps = {
  records: Pick<RecordStore, 'getMany'>;
  owners: Pick<OwnerStore, 'get'>;
  companyContacts: Pick<CompanyContacts, 'giveContact' | 'giveCompany'>;
  now: () => string;
};

const atOnce = 8;

const mayOwn = async (
  { owners }: SettleDeps,
  type: 'contacts' | 'companies',
  ownerId: string,
): Promise<boolean> => {
  const problem = whyNotAssignable(await owners.get(ownerId), type, ownerId);
  if (problem !== undefined)
    log.warn('owner not taken over', { objectType: type, ownerId, code: problem.code });
  return problem === undefined;
};

/** Gives a company without an owner to that of its first contact who may own companies. */
const settleCompany = async (deps: SettleDeps, contacts: readonly ContactSettled[]): Promise<void> => {
  for (const contact of contacts) {
    const { companyId, ownerId, settledAt } = contact;
    if (ownerId === null || !(await mayOwn(deps, 'companies', ownerId))) continue;
    const write = companySettledWrite(contact, deps.now());
    if (await deps.companyContacts.giveCompany({ companyId, ownerId, settledAt, write })) return;
  }
};

/** Gives those contacts of a company that have no owner to the company's. */
const settleUnowned = async (
  deps: SettleDeps,
  contacts: readonly ContactSettled[],
  ownerId: string,
): Promise<void> => {
  const unowned = contacts.filter((contact) => contact.ownerId === null);
  if (unowned.length === 0 || !(await mayOwn(deps, 'contacts', ownerId))) return;
  await concurrently(unowned, atOnce, (contact) => {
    const { contactId, companyId, settledAt } = contact;
    const write = contactSettledWrite(contact, deps.now());
    return deps.companyContacts.giveContact({
      contactId,
      companyId,
      ownerId,
      settledAt,
      write,
      onlyUnowned: true,
    });
  });
};

const isThere = (company: CrmRecord | undefined): company is CrmRecord =>
  company !== undefined && company.archivedAt === null;

/**
 * Compares contacts that came to an owner or a company with the companies that they name. If the company's owner changes at the same
 * time, that change reaches the contact by itself: what it gets here was settled earlier.
 */
export const settleContacts = async (deps: SettleDeps, settled: readonly ContactSettled[]): Promise<void> => {
  const byCompany = Map.groupBy(settled, ({ companyId }) => companyId);
  const once = { ...deps, owners: { get: oncePerKey((ownerId: string) => deps.owners.get(ownerId)) } };
  const companies = await deps.records.getMany('companies', [...byCompany.keys()]);
  await concurrently([...byCompany], atOnce, async ([companyId, contacts]) => {
    const company = companies.get(companyId);
    if (!isThere(company)) return;
    const ownerId = ownerOf(company);
    await (ownerId === null ? settleCompany(once, contacts) : settleUnowned(once, contacts, ownerId));
  });
};
