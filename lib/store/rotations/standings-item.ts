import * as z from 'zod/mini';
import type { Alignment, Standings } from '../../domain/rotation/standings.ts';
import type { Item } from '../batch.ts';
import { alignmentKey, standingsKey } from './rotation-keys.ts';

const standingsItem = z.object({
  rotationId: z.string(),
  version: z.number(),
  epoch: z.number(),
  turns: z.number(),
  members: z.record(z.string(), z.object({ credit: z.number(), count: z.number() })),
  daily: z._default(z.record(z.string(), z.record(z.string(), z.number())), {}),
});

const alignmentItem = z.object({
  rotationId: z.string(),
  version: z.number(),
  epoch: z.number(),
  at: z.string(),
  ownerIds: z.array(z.string()),
});

export const toStandingsItem = (standings: Standings): Item => ({
  ...standingsKey(standings.rotationId),
  ...standings,
});

/** @throws Error if the item is not a rotation's standings */
export const fromStandingsItem = (item: Item): Standings => z.parse(standingsItem, item);

export const toAlignmentItem = (alignment: Alignment): Item => ({
  ...alignmentKey(alignment.rotationId, alignment.version),
  ...alignment,
});

/** @throws Error if the item is not the entry of an alignment */
export const fromAlignmentItem = (item: Item): Alignment => z.parse(alignmentItem, item);
