import * as z from 'zod/mini';
import type { Entry } from '../../domain/notification/gain.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import { objectTypes } from '../../domain/object-type.ts';
import { toldSources } from '../../domain/owner/notifications.ts';
import type { Item } from '../batch.ts';

const noticeItem = z.object({
  noticeId: z.string(),
  runId: z.string(),
  ownerId: z.string(),
  objectType: z.enum(objectTypes),
  source: z.enum(toldSources),
  actor: z.string(),
  noted: z.number(),
  told: z.number(),
  since: z.string(),
  look: z.number(),
  expectedBy: z.string(),
  claim: z.nullable(z.object({ upTo: z.number(), holder: z.number(), until: z.string() })),
  version: z.number(),
  createdAt: z.string(),
});

const entryItem = z.object({
  number: z.number(),
  at: z.string(),
  gains: z.array(z.object({ changeId: z.string(), recordId: z.string(), property: z.string() })),
});

/** The attribute by which DynamoDB forgets items. */
const expiryAttribute = 'expiresAt';

/** Longer than a stream or a queue can go on delivering something again. */
const keptSeconds = 7 * 24 * 3_600;

/** Seconds since 1970 at which an item is of no use any more. */
const expiryAfter = (at: string): number => Math.floor(Date.parse(at) / 1_000) + keptSeconds;

export type NoticeKey = { noticeId: string; item: string };

export const noticeKey = (id: string): NoticeKey => ({ noticeId: id, item: 'notice' });

/** What the sort keys of all entries begin with. */
export const entryPrefix = 'gains#';

/** @throws Error if the item is not a notice */
export const fromNoticeItem = (item: Item): Notice => {
  const { noticeId, ...notice } = z.parse(noticeItem, item);
  return { ...notice, id: noticeId };
};

export const toNoticeItem = ({ id, ...notice }: Notice): Item => ({
  ...notice,
  ...noticeKey(id),
  // As it is not expected any more some time after the newest entry, it outlives its entries.
  [expiryAttribute]: expiryAfter(notice.expectedBy),
});

/** @throws Error if the item is not an entry */
export const fromEntryItem = (item: Item): Entry => z.parse(entryItem, item);

/** An entry under a name that its gains give it. It also says which notice it counts for: there may have been one of that id before. */
export const toEntryItem = (notice: Notice, entry: Entry, name: string): Item => ({
  ...entry,
  noticeId: notice.id,
  item: `${entryPrefix}${name}`,
  of: notice.createdAt,
  [expiryAttribute]: expiryAfter(notice.since),
});
