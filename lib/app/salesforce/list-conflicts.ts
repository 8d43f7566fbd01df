import type { ObjectType } from '../../domain/object-type.ts';
import type { Owner } from '../../domain/owner/owner.ts';
import { type CrmRecord, ownerOf } from '../../domain/record/record.ts';
import { differs, type SalesforceOwner, type SyncedOwner } from '../../domain/salesforce/synced-owner.ts';
import type { OwnerStore, Page, PageRequest } from '../ports/directory.ts';
import type { RecordStore } from '../ports/records.ts';
import type { SyncedOwners } from '../ports/salesforce.ts';

export type ConflictDeps = {
  records: Pick<RecordStore, 'getMany'>;
  owners: Pick<OwnerStore, 'get'>;
  synced: Pick<SyncedOwners, 'conflicts'>;
};

/** A record whose owner is another one here than in Salesforce, as it last said. */
export type OwnerConflict = {
  objectType: ObjectType;
  recordId: string;
  /** Who owns it here, and their user in Salesforce. */
  ownerId: string | null;
  salesforceUserId: string | null;
  /** Who owns it there, since when, and who that is here: null if it is nobody whom Rota knows, or nobody owns it there. */
  salesforceOwnerId: string | null;
  salesforceChangedAt: string;
  salesforceOwnerIsOwnerId: string | null;
};

type Conflicting = { entry: SyncedOwner; salesforce: SalesforceOwner; ownerId: string | null };

/** The entry as the record is by now, if the two sides still differ. */
const stillDiffering = (
  entry: SyncedOwner,
  records: ReadonlyMap<ObjectType, ReadonlyMap<string, CrmRecord>>,
): Conflicting[] => {
  const { objectType, recordId, salesforce } = entry;
  const record = records.get(objectType)?.get(recordId);
  if (record === undefined || record.archivedAt !== null || salesforce === undefined) return [];
  const ownerId = ownerOf(record);
  const now = { ...entry, rota: { ownerId, recordVersion: record.version } };
  return differs(now) ? [{ entry, salesforce, ownerId }] : [];
};

const ownersOf = async (
  owners: ConflictDeps['owners'],
  conflicts: readonly Conflicting[],
): Promise<Map<string, Owner | undefined>> => {
  const ids = [...new Set(conflicts.flatMap(({ ownerId }) => ownerId ?? []))];
  return new Map(await Promise.all(ids.map(async (id) => [id, await owners.get(id)] as const)));
};

/**
 * One page of the records whose owners differ. Each is held against the record as it is now: what has been resolved in the meantime,
 * and what is archived, is left out, so a page may be shorter than asked.
 */
export const listConflicts = async (
  deps: ConflictDeps,
  objectTypes: readonly ObjectType[],
  page: PageRequest,
): Promise<Page<OwnerConflict>> => {
  const { results: entries, next } = await deps.synced.conflicts(objectTypes, page);
  const byType = Map.groupBy(entries, ({ objectType }) => objectType);
  const records = new Map(
    await Promise.all(
      [...byType].map(async ([type, ofType]) => {
        const ids = ofType.map(({ recordId }) => recordId);
        return [type, await deps.records.getMany(type, ids)] as const;
      }),
    ),
  );
  const conflicts = entries.flatMap((entry) => stillDiffering(entry, records));
  const owners = await ownersOf(deps.owners, conflicts);
  const results = conflicts.map(
    ({ entry: { objectType, recordId }, salesforce, ownerId }): OwnerConflict => ({
      objectType,
      recordId,
      ownerId,
      salesforceUserId: (ownerId === null ? undefined : owners.get(ownerId))?.salesforceUserId ?? null,
      salesforceOwnerId: salesforce.salesforceOwnerId,
      salesforceChangedAt: salesforce.changedAt,
      salesforceOwnerIsOwnerId: salesforce.ownerId ?? null,
    }),
  );
  return { results, next };
};
