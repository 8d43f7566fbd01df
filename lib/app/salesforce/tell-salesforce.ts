import type { OwnerChange } from '../../domain/change.ts';
import {
  concernsSalesforce,
  decideOutgoing,
  outgoingChange,
} from '../../domain/salesforce/decide-outgoing.ts';
import type { Settings } from '../../domain/settings.ts';
import { concurrently } from '../concurrently.ts';
import { oncePerKey } from '../once-per-key.ts';
import type { OwnerStore, SettingsStore } from '../ports/directory.ts';
import type { SalesforceTopic, SyncedOwners } from '../ports/salesforce.ts';
import { again, done, untilSettled } from '../retry.ts';

export type TellDeps = {
  settings: Pick<SettingsStore, 'get'>;
  owners: Pick<OwnerStore, 'get'>;
  synced: Pick<SyncedOwners, 'get' | 'save'>;
  topic: SalesforceTopic;
};

const recordsAtOnce = 10;

/** Keeps what a change says of the owner here; says whether Salesforce is still to hear of it. */
const note = ({ synced }: TellDeps, change: OwnerChange): Promise<boolean> =>
  untilSettled(async () => {
    const known = await synced.get(change.objectType, change.recordId);
    const { tell, entry } = decideOutgoing(known, change);
    if (entry === undefined || (await synced.save({ before: known, after: entry }))) return done(tell);
    return again;
  });

const inOrder = (a: OwnerChange, b: OwnerChange): number => a.recordVersion - b.recordVersion;

const concerned = (settings: Settings, changes: readonly OwnerChange[]): OwnerChange[][] => {
  const ours = changes.filter((change) => concernsSalesforce(settings, change));
  const byRecord = Map.groupBy(ours, ({ objectType, recordId }) => `${objectType}#${recordId}`);
  return [...byRecord.values()].map((ofOne) => ofOne.sort(inOrder));
};

/**
 * Tells Salesforce of changes of owners that did not come from there, those of one record in their order. Each is noted before it is
 * published: dying in between, the next delivery publishes it again under the same id; and once it is noted nothing older of that
 * record is published.
 *
 * @returns how many were published
 */
export const tellSalesforce = async (deps: TellDeps, changes: readonly OwnerChange[]): Promise<number> => {
  if (changes.length === 0) return 0;
  const records = concerned(await deps.settings.get(), changes);
  const ownerOf = oncePerKey((ownerId: string) => deps.owners.get(ownerId));
  const told = await concurrently(records, recordsAtOnce, async (ofOne) => {
    let published = 0;
    for (const change of ofOne) {
      if (!(await note(deps, change))) continue;
      const owner = change.toOwnerId === null ? undefined : await ownerOf(change.toOwnerId);
      await deps.topic.publish(outgoingChange(change, owner));
      published += 1;
    }
    return published;
  });
  return told.reduce((sum, count) => sum + count, 0);
};
