import { contactSettled, ownerPassedOn } from '../../domain/company-owner.ts';
import type { RecordWrite } from '../../domain/record/unique-key.ts';
import type { CompanyOwnerQueue } from '../ports/company-owner-queue.ts';
import type { SettingsStore } from '../ports/directory.ts';
import { type SettleDeps, settleContacts } from './settle-contacts.ts';

export type FollowOwnersDeps = SettleDeps & {
  settings: Pick<SettingsStore, 'get'>;
  companyOwners: CompanyOwnerQueue;
};

/**
 * Has contacts and companies follow each other's owners after a batch of writes, if the account wants that. Writes may come late,
 * twice and out of their order: each carries the time at which its owner was settled, and gives nothing to whom was settled later.
 */
export const followOwners = async (deps: FollowOwnersDeps, writes: readonly RecordWrite[]): Promise<void> => {
  const passed = writes.flatMap((write) => ownerPassedOn(write) ?? []);
  const settled = writes.flatMap((write) => contactSettled(write) ?? []);
  if (passed.length + settled.length === 0) return;
  if (!(await deps.settings.get()).assignCompanyOwnerToContact) return;
  // Of several owners of one company only the last can still be its owner.
  const newest = new Map(passed.map((owner) => [owner.companyId, owner]));
  await deps.companyOwners.send(
    [...newest.values()].map((owner) => ({ passed: owner, place: { shard: 0, after: null } })),
  );
  await settleContacts(deps, settled);
};
