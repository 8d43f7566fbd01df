import type { OwnerChange } from '../change.ts';
import { type ObjectType, ownerProperty } from '../object-type.ts';
import type { Owner } from '../owner/owner.ts';
import type { WriteSource } from '../record/record.ts';
import type { Settings } from '../settings.ts';
import { isSynced, type Warning } from './sync.ts';
import { laterOf, newEntry, type SyncedOwner } from './synced-owner.ts';

/** What Salesforce is told of a change of an owner. */
export type OutgoingChange = {
  changeId: string;
  objectType: ObjectType;
  recordId: string;
  recordVersion: number;
  changedAt: string;
  previousOwnerId: string | null;
  ownerId: string | null;
  /** The owner's user in Salesforce, as it was entered; null if nobody owns the record now, or there is none: a warning says so. */
  salesforceUserId: string | null;
  source: WriteSource;
  actor: string;
  runId?: string;
  warnings: Warning[];
};

/** Whether Salesforce is to hear of a change: of the owner, on a synced object type, and not from there. */
export const concernsSalesforce = (
  settings: Settings,
  { objectType, property, write }: OwnerChange,
): boolean => property === ownerProperty && write.source !== 'SALESFORCE' && isSynced(settings, objectType);

/**
 * Whether a change is still to be told, and what is then known of both sides; `entry` is left out where that is known already. A change
 * that another has overtaken is not told: whoever follows it would undo the other.
 */
export const decideOutgoing = (
  known: SyncedOwner | undefined,
  { objectType, recordId, recordVersion, toOwnerId: ownerId }: OwnerChange,
): { tell: boolean; entry?: SyncedOwner } => {
  const before = known ?? newEntry({ objectType, id: recordId });
  if (recordVersion < before.toldVersion) return { tell: false };
  if (known?.toldVersion === recordVersion) return { tell: true };
  const rota = laterOf(before.rota, { ownerId, recordVersion });
  return { tell: true, entry: { ...before, version: before.version + 1, rota, toldVersion: recordVersion } };
};

const warningsOf = (ownerId: string | null, owner: Owner | undefined): Warning[] =>
  ownerId === null || typeof owner?.salesforceUserId === 'string'
    ? []
    : [
        {
          code: 'OWNER_HAS_NO_SALESFORCE_USER',
          message: `Owner ${ownerId} has no salesforceUserId: nobody can be named to Salesforce.`,
        },
      ];

/**
 * A change as Salesforce is told of it.
 *
 * @param owner who owns the record by the change, if anybody does who can be found
 */
export const outgoingChange = (change: OwnerChange, owner: Owner | undefined): OutgoingChange => {
  const { changeId, objectType, recordId, recordVersion, fromOwnerId, toOwnerId, write } = change;
  const { at, source, actor, runId } = write;
  return {
    changeId,
    objectType,
    recordId,
    recordVersion,
    changedAt: at,
    previousOwnerId: fromOwnerId,
    ownerId: toOwnerId,
    salesforceUserId: owner?.salesforceUserId ?? null,
    source,
    actor,
    ...(runId === undefined ? {} : { runId }),
    warnings: warningsOf(toOwnerId, owner),
  };
};
