import type { Problem } from '../../domain/errors.ts';
import type { LastWrite } from '../../domain/record/record.ts';
import { isSynced } from '../../domain/salesforce/sync.ts';
import { log } from '../../log.ts';
import type { By } from '../actor.ts';
import { concurrently } from '../concurrently.ts';
import { oncePerKey } from '../once-per-key.ts';
import type { OwnerStore, SettingsStore } from '../ports/directory.ts';
import { type ReadDeps, readBothSides } from './read-both-sides.ts';
import {
  type BothSides,
  type OwnerChangeThere,
  type Settled,
  type TakeDeps,
  type Taken,
  takeOwnerChange,
} from './take-owner-change.ts';

/** The most changes that are taken at once. */
export const largestTake = 1_000;

/** Records at a time: enough to be quick, few enough for a table that has just been made. */
const recordsAtOnce = 25;

/** How far the clock of Salesforce may be ahead of ours: later than that, a change would shut out all those of the meantime. */
const toleranceMs = 5 * 60_000;

export type TakeChangesDeps = TakeDeps &
  ReadDeps & {
    owners: Pick<OwnerStore, 'findBySalesforceUser'>;
    settings: Pick<SettingsStore, 'get'>;
    now: () => string;
  };

export type TakeResult = Pick<OwnerChangeThere, 'objectType' | 'recordId'> & Taken;

export type TakeAnswer = Record<
  'total' | 'assigned' | 'cleared' | 'unchanged' | 'stale' | 'failed',
  number
> & { results: TakeResult[] };

const counted = (results: TakeResult[]): TakeAnswer => {
  const count = (wanted: Taken['outcome']) => results.filter(({ outcome }) => outcome === wanted).length;
  const [assigned, cleared] = [count('ASSIGNED'), count('CLEARED')];
  const [unchanged, stale] = [count('UNCHANGED'), count('STALE')];
  const failed = results.length - assigned - cleared - unchanged - stale;
  return { total: results.length, assigned, cleared, unchanged, stale, failed, results };
};

const refusal = (outcome: 'SYNC_DISABLED' | 'IN_THE_FUTURE' | 'FAILED', problem: Problem): Settled => ({
  taken: { outcome, error: problem },
});

/**
 * Follows up to {@link largestTake} changes of owners in Salesforce. Each is settled by itself: one that fails does not hold up the
 * others. Several of one record are taken in the order given; whatever the order, the newest of them wins. The results come in the
 * order asked.
 */
export const takeOwnerChanges = async (
  deps: TakeChangesDeps,
  changes: readonly OwnerChangeThere[],
  by: By,
): Promise<TakeAnswer> => {
  const settings = await deps.settings.get();
  const ownerOf = oncePerKey((userId: string) => deps.owners.findBySalesforceUser(userId));
  const at = deps.now();
  const latest = new Date(Date.parse(at) + toleranceMs).toISOString();
  const { actor, requestId } = by;
  const write: LastWrite = { id: requestId, at, source: 'SALESFORCE', actor, runId: requestId, notify: true };

  const take = async (change: OwnerChangeThere, seen?: BothSides): Promise<Settled> => {
    if (!isSynced(settings, change.objectType)) {
      const message = `Owners of ${change.objectType} are not kept in step with Salesforce.`;
      return refusal('SYNC_DISABLED', { code: 'SYNC_DISABLED', message });
    }
    if (change.changedAt > latest) {
      const message = `${change.changedAt} is yet to come: the clock here says ${at}.`;
      return refusal('IN_THE_FUTURE', { code: 'IN_THE_FUTURE', message, in: 'changedAt' });
    }
    const { salesforceOwnerId } = change;
    const owner = salesforceOwnerId === null ? undefined : await ownerOf(salesforceOwnerId);
    return takeOwnerChange(deps, change, owner, write, seen);
  };
  /** Others are written by the time that one cannot be: the answer has to say which. */
  const takeOrFail = async (change: OwnerChangeThere, seen?: BothSides): Promise<Settled> => {
    try {
      return await take(change, seen);
    } catch (error) {
      log.error('owner change of Salesforce not taken', { requestId, recordId: change.recordId, error });
      const message = 'Something went wrong on our side; please send this change again.';
      return refusal('FAILED', { code: 'INTERNAL_ERROR', message });
    }
  };

  const seenOf = await readBothSides(
    deps,
    changes.filter(({ objectType }) => isSynced(settings, objectType)),
  );
  const results: TakeResult[] = [];
  const byRecord = Map.groupBy([...changes.entries()], ([, { objectType, recordId }]) =>
    [objectType, recordId].join('#'),
  );
  await concurrently([...byRecord.values()], recordsAtOnce, async (ofOne) => {
    let seen = ofOne[0] === undefined ? undefined : seenOf(ofOne[0][1]);
    for (const [place, change] of ofOne) {
      const { objectType, recordId } = change;
      const settled = await takeOrFail(change, seen);
      seen = settled.seen;
      results[place] = { objectType, recordId, ...settled.taken };
    }
  });
  return counted(results);
};
