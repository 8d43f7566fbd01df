import * as z from 'zod/mini';
import { type ObjectType, objectTypes } from '../../domain/object-type.ts';
import { differs, type SyncedOwner } from '../../domain/salesforce/synced-owner.ts';
import { shardOf } from '../../domain/shard.ts';
import type { Item } from '../batch.ts';
import { recordKey } from '../records/record-item.ts';

const ownerId = z.nullable(z.string());

const syncedOwnerItem = z.object({
  objectType: z.enum(objectTypes),
  recordId: z.string(),
  version: z.number(),
  salesforce: z.exactOptional(
    z.object({
      salesforceOwnerId: z.nullable(z.string()),
      changedAt: z.string(),
      ownerId: z.exactOptional(ownerId),
      settled: z.boolean(),
    }),
  ),
  rota: z.object({ ownerId, recordVersion: z.number() }),
  toldVersion: z.number(),
});

/** A partition of the index `byConflict`: `contacts#<shard>`. */
export const conflictPartition = (objectType: ObjectType, shard: number): string => `${objectType}#${shard}`;

/** @throws Error if the item is none of what is known of both sides */
export const fromSyncedOwnerItem = (item: Item): SyncedOwner => z.parse(syncedOwnerItem, item);

/** The item; it stands in the index `byConflict` only as long as the two sides differ. */
export const toSyncedOwnerItem = (entry: SyncedOwner): Item => ({
  ...entry,
  recordKey: recordKey(entry.objectType, entry.recordId),
  ...(differs(entry) ? { conflictShard: conflictPartition(entry.objectType, shardOf(entry.recordId)) } : {}),
});
