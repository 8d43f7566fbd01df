import { type OwnerPassedOn, passedOnWrite } from '../../domain/company-owner.ts';
import { whyNotAssignable } from '../../domain/owner/assignable.ts';
import { ownerOf } from '../../domain/record/record.ts';
import { shardCount } from '../../domain/shard.ts';
import { concurrently } from '../concurrently.ts';
import type { CompanyContacts } from '../ports/company-contacts.ts';
import type { CompanyOwnerQueue, ContactsPlace, OwnerOnTheWay } from '../ports/company-owner-queue.ts';
import type { OwnerStore, SettingsStore } from '../ports/directory.ts';
import type { RecordStore } from '../ports/records.ts';

export type PassOnDeps = {
  settings: Pick<SettingsStore, 'get'>;
  records: Pick<RecordStore, 'get'>;
  owners: Pick<OwnerStore, 'get'>;
  companyContacts: Pick<CompanyContacts, 'page' | 'giveContact'>;
  companyOwners: CompanyOwnerQueue;
  now: () => string;
};

/**
 * How far one message came. `SUPERSEDED`: the company has another owner by now, or none; `REFUSED`: its owner may not own contacts;
 * `SWITCHED_OFF`: the account does not want it any more.
 */
export type PassedOn = {
  outcome: 'DONE' | 'HANDED_ON' | 'SUPERSEDED' | 'REFUSED' | 'SWITCHED_OFF';
  given: number;
};

/** A message goes through so many pages before it hands on: a few seconds of work. */
const pagesPerMessage = 32;
const contactsPerPage = 100;
const writesAtOnce = 16;

/** Why an owner does not go on to the contacts, if so. */
const whyStopped = async (
  { settings, records, owners }: PassOnDeps,
  { companyId, ownerId }: OwnerPassedOn,
): Promise<'SUPERSEDED' | 'REFUSED' | 'SWITCHED_OFF' | undefined> => {
  const [{ assignCompanyOwnerToContact }, company, owner] = await Promise.all([
    settings.get(),
    records.get('companies', companyId),
    owners.get(ownerId),
  ]);
  if (!assignCompanyOwnerToContact) return 'SWITCHED_OFF';
  if (company === undefined || company.archivedAt !== null || ownerOf(company) !== ownerId)
    return 'SUPERSEDED';
  return whyNotAssignable(owner, 'contacts', ownerId) === undefined ? undefined : 'REFUSED';
};

/** The next contacts of a company, and where to go on behind them; undefined behind the last. */
const readPage = async (
  { companyContacts }: PassOnDeps,
  { passed: { companyId }, place: { shard, after } }: OwnerOnTheWay,
): Promise<{ contactIds: string[]; until: ContactsPlace | undefined }> => {
  const page = { limit: contactsPerPage, after: after ?? undefined };
  const { results, next } = await companyContacts.page({ companyId, shard }, page);
  const following = shard + 1 < shardCount ? { shard: shard + 1, after: null } : undefined;
  return { contactIds: results, until: next === undefined ? following : { shard, after: next } };
};

/** Gives these contacts to the company's owner; how many of them were given. */
const giveAll = async (
  { companyContacts, now }: PassOnDeps,
  passed: OwnerPassedOn,
  contactIds: readonly string[],
): Promise<number> => {
  const { companyId, ownerId, settledAt, onlyUnowned } = passed;
  const given = await concurrently(contactIds, writesAtOnce, (contactId) => {
    const write = passedOnWrite(passed, contactId, now());
    return companyContacts.giveContact({ contactId, companyId, ownerId, settledAt, onlyUnowned, write });
  });
  return given.filter(Boolean).length;
};

/**
 * Gives the contacts of a company to its owner, page after page, until the message has worked through its share; then it sends the
 * next. A message that comes again finds done what was done: a contact is given away once for each change of its company's owner,
 * and whoever it is given to after that keeps it.
 */
export const passOnOwner = async (deps: PassOnDeps, { passed, place }: OwnerOnTheWay): Promise<PassedOn> => {
  let given = 0;
  let at = place;
  for (let page = 0; page < pagesPerMessage; page++) {
    const { contactIds, until } = await readPage(deps, { passed, place: at });
    if (contactIds.length > 0) {
      const stopped = await whyStopped(deps, passed);
      if (stopped !== undefined) return { outcome: stopped, given };
      given += await giveAll(deps, passed, contactIds);
    }
    if (until === undefined) return { outcome: 'DONE', given };
    at = until;
  }
  await deps.companyOwners.send([{ passed, place: at }]);
  return { outcome: 'HANDED_ON', given };
};
