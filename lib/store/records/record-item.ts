import * as z from 'zod/mini';
import { type ObjectType, objectTypes, ownerProperty } from '../../domain/object-type.ts';
import { companyOf } from '../../domain/record/owner-settled.ts';
import { type CrmRecord, writeSources } from '../../domain/record/record.ts';
import { shardOf } from '../../domain/shard.ts';
import type { Item } from '../batch.ts';
import { importedItem, toImportedItem } from './imported-item.ts';

export const lastWriteItem = z.object({
  id: z.string(),
  at: z.string(),
  source: z.enum(writeSources),
  actor: z.string(),
  runId: z.exactOptional(z.string()),
  rotationId: z.exactOptional(z.string()),
  decisionId: z.exactOptional(z.string()),
  row: z.exactOptional(z.number()),
  workflow: z.exactOptional(z.object({ id: z.string(), enrollmentId: z.string(), hops: z.number() })),
  notify: z.boolean(),
});

const recordItem = z.object({
  objectType: z.enum(objectTypes),
  recordId: z.string(),
  properties: z.record(z.string(), z.string()),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  archivedAt: z.exactOptional(z.string()),
  ownerSetAt: z.exactOptional(z.nullable(z.string())),
  enrollments: z.record(z.string(), z.string()),
  imported: z.exactOptional(importedItem),
  ownerSettledAt: z.exactOptional(z.string()),
  uniqueProperties: z.exactOptional(z.array(z.string())),
  lastWrite: lastWriteItem,
});

export const recordKey = (objectType: ObjectType, id: string): string => `${objectType}#${id}`;

/** A partition of the index `byOwner`: `contacts#<owner or none>#<shard>`. */
export const ownerPartition = (objectType: ObjectType, ownerId: string | null, shard: number): string =>
  `${objectType}#${ownerId ?? 'none'}#${shard}`;

/** The partition of the index `byOwner` that a record stands in. */
export const ownerShard = (objectType: ObjectType, id: string, ownerId: string | null): string =>
  ownerPartition(objectType, ownerId, shardOf(id));

/** A partition of the index `byType`. Archived records stand apart, so that a list reads only what it shows. */
export const typeShard = (objectType: ObjectType, archived: boolean, shard: number): string =>
  archived ? `${objectType}#archived#${shard}` : `${objectType}#${shard}`;

/** A partition of the index `byCompany`, in which contacts stand that name a company: `<company>#<shard>`. */
export const companyPartition = (companyId: string, shard: number): string => `${companyId}#${shard}`;

const companyShard = (record: CrmRecord): { companyShard?: string } => {
  const companyId = companyOf(record);
  return companyId === null ? {} : { companyShard: companyPartition(companyId, shardOf(record.id)) };
};

/** The item of a record, with the keys of the indexes that it belongs to. An archived record belongs to nobody's list. */
export const toRecordItem = (record: CrmRecord): Item => {
  const { id, objectType, archivedAt, imported, ...rest } = record;
  const archived = archivedAt !== null;
  return {
    ...rest,
    recordKey: recordKey(objectType, id),
    objectType,
    recordId: id,
    ...(imported === undefined ? {} : { imported: toImportedItem(imported) }),
    typeShard: typeShard(objectType, archived, shardOf(id)),
    ...(archived
      ? { archivedAt }
      : {
          ownerShard: ownerShard(objectType, id, record.properties[ownerProperty] ?? null),
          ...companyShard(record),
        }),
  };
};

/** @throws Error if the item is not a record's */
export const fromRecordItem = (item: Item): CrmRecord => {
  const { recordId, archivedAt = null, ...rest } = z.parse(recordItem, item);
  return { ...rest, id: recordId, archivedAt };
};
